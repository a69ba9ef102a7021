using System.Diagnostics;

namespace NasCluster.Faults.Tests.Processes;

/// <summary>
/// A network of namespaces on one bridge: each silo as if on a machine of its own, the database at the bridge's address.
/// Takes root, ip and iptables.
/// </summary>
internal sealed class TestNetwork : IDisposable
{
    /// <summary>Whoever may ask the database: every network of a test.</summary>
    public const string Everywhere = "10.177.0.0/16";

    private readonly int _id = Random.Shared.Next(1, 250);
    private readonly List<NetworkHost> _hosts = [];

    public TestNetwork()
    {
        Ip($"link add {Bridge} type bridge");
        Ip($"addr add {ServerAddress}/24 dev {Bridge}");
        Ip($"link set {Bridge} up");
    }

    public static bool IsAvailable =>
        Environment.UserName == "root" && File.Exists("/usr/sbin/iptables") && File.Exists("/usr/sbin/ip")
        || File.Exists("/sbin/ip") && File.Exists("/sbin/iptables");

    /// <summary>Where the database is.</summary>
    public string ServerAddress => $"10.177.{_id}.1";

    private string Bridge => $"nasb{_id}";

    /// <summary>A machine of its own.</summary>
    public NetworkHost Add()
    {
        var number = _hosts.Count + 2;
        var host = new NetworkHost($"nas{_id}-{number}", $"10.177.{_id}.{number}");
        var (outer, inner) = ($"nasv{_id}-{number}", $"nasw{_id}-{number}");
        Ip($"netns add {host.Name}");
        _hosts.Add(host);
        Ip($"link add {outer} type veth peer name {inner}");
        Ip($"link set {outer} master {Bridge} up");
        Ip($"link set {inner} netns {host.Name}");
        Ip($"-n {host.Name} link set lo up");
        Ip($"-n {host.Name} addr add {host.Address}/24 dev {inner}");
        Ip($"-n {host.Name} link set {inner} up");
        return host;
    }

    /// <summary>A machine comes back with another address.</summary>
    public NetworkHost Readdress(NetworkHost host)
    {
        var number = host.Address.Split('.')[^1];
        var next = host with { Address = $"10.177.{_id}.1{number}" };
        Ip($"-n {host.Name} addr flush dev nasw{_id}-{number}");
        Ip($"-n {host.Name} addr add {next.Address}/24 dev nasw{_id}-{number}");
        return next;
    }

    public void Dispose()
    {
        foreach (var host in _hosts)
        {
            Ip($"netns del {host.Name}", mayFail: true);
        }

        Ip($"link del {Bridge}", mayFail: true);
    }

    internal static void Run(string program, string arguments, bool mayFail = false)
    {
        var info = new ProcessStartInfo(program, arguments) { RedirectStandardError = true };
        using var process = Process.Start(info)!;
        var error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0 && !mayFail)
        {
            throw new InvalidOperationException($"'{program} {arguments}' failed: {error}");
        }
    }

    private static void Ip(string arguments, bool mayFail = false) => Run("ip", arguments, mayFail);
}
