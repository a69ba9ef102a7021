namespace NasCluster.Faults.Tests.Processes;

/// <summary>A machine of a test's network.</summary>
/// <param name="Name">Of its namespace.</param>
/// <param name="Address">Its IP address.</param>
internal sealed record NetworkHost(string Name, string Address)
{
    /// <summary>A command that lets what follows it run there.</summary>
    public string[] Prefix => ["ip", "netns", "exec", Name];

    /// <summary>Packets from and to an address are lost without a word.</summary>
    public void Drop(string address)
    {
        DropTo(address);
        Table($"-A INPUT -s {address} -j DROP");
    }

    /// <summary>Packets to an address are lost; those from there come.</summary>
    public void DropTo(string address) => Table($"-A OUTPUT -d {address} -j DROP");

    /// <summary>Nothing leads out of here: every way ends at once with an error.</summary>
    public void Blackhole(params IEnumerable<string> addresses)
    {
        foreach (var address in addresses)
        {
            TestNetwork.Run("ip", $"-n {Name} route add blackhole {address}/32");
        }
    }

    /// <summary>Everything goes through again.</summary>
    public void Heal()
    {
        Table("-F");
        TestNetwork.Run("ip", $"-n {Name} route flush type blackhole", mayFail: true);
    }

    private void Table(string rule) => TestNetwork.Run("ip", $"netns exec {Name} iptables -w {rule}");
}
