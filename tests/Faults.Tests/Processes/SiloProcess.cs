using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace NasCluster.Faults.Tests.Processes;

/// <summary>A silo as a process of its own, to be killed, frozen and stopped.</summary>
internal sealed class SiloProcess : IAsyncDisposable
{
    /// <summary>Among the variables: the silo of another version to start instead.</summary>
    public const string OtherProgram = "FAULT_PROGRAM";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly StringBuilder _log = new();
    private readonly Process _process;
    private readonly Task _logging;

    private SiloProcess(Process process)
    {
        _process = process;
        _logging = LogAsync();
    }

    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    public string Log
    {
        get
        {
            lock (_log)
            {
                return _log.ToString();
            }
        }
    }

    /// <summary>Epochs, results and extensions of a lease that the store refused.</summary>
    public int Refused =>
        Log.Split('\n')
            .Count(line =>
                line.Contains("was refused", StringComparison.Ordinal)
                || line.Contains("is lost", StringComparison.Ordinal)
            );

    /// <summary>Starts a silo; returns when it is up, or has ended.</summary>
    /// <param name="prefix">A command that becomes the silo: of a network namespace or a control group; or nothing.</param>
    /// <param name="folder">Its data folder.</param>
    /// <param name="connection">Its database.</param>
    /// <param name="cluster">Whom it joins.</param>
    /// <param name="slots">Trainings at once.</param>
    /// <param name="environment">What it is asked for (FaultOptions).</param>
    public static async Task<SiloProcess> StartAsync(
        string[] prefix,
        string folder,
        string connection,
        string cluster,
        int slots,
        params (string Name, string Value)[] environment
    )
    {
        string[] command =
        [
            .. prefix,
            "dotnet",
            Program(environment),
            folder,
            cluster,
            slots.ToString(CultureInfo.InvariantCulture),
        ];
        var info = new ProcessStartInfo(command[0], command[1..])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        info.Environment["NASCLUSTER_POSTGRES"] = connection;
        info.Environment["DOTNET_TieredPGO"] = "0";
        info.Environment["DOTNET_DbgEnableMiniDump"] = "0";
        foreach (var (name, value) in environment)
        {
            info.Environment[name] = value;
        }

        var silo = new SiloProcess(Process.Start(info)!);
        using var patience = new CancellationTokenSource(Patience);
        await silo._process.StandardOutput.ReadLineAsync(patience.Token);
        return silo;
    }

    /// <summary>Process ids of its trainer children.</summary>
    public int[] Children() => ProcessTree.ChildrenOf(Id);

    public void Signal(string signal) => ProcessTree.Signal(Id, signal);

    public void Kill() => _process.Kill();

    public async Task<int> ExitAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        await _process.WaitForExitAsync(patience.Token);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }

        await _logging;
        _process.Dispose();
    }

    private static string Program((string Name, string Value)[] environment) =>
        environment.FirstOrDefault(variable => variable.Name == OtherProgram).Value
        ?? Path.Combine(AppContext.BaseDirectory, "NasCluster.FaultSilo.dll");

    private async Task LogAsync()
    {
        while (await _process.StandardError.ReadLineAsync() is { } line)
        {
            lock (_log)
            {
                _log.Append(line).Append('\n');
            }
        }
    }
}
