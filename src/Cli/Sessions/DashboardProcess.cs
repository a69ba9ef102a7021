using System.Diagnostics;
using NasCluster.Silo.Trainers;

namespace NasCluster.Cli.Sessions;

/// <summary>The dashboard as a child process: it ends when its standard input does, so it never outlives this one.</summary>
internal sealed class DashboardProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private readonly Process _process;

    private DashboardProcess(Process process) => _process = process;

    /// <exception cref="FileNotFoundException">The program is not there.</exception>
    public static DashboardProcess Start(params string[] arguments)
    {
        var info = new ProcessStartInfo("dotnet", [DashboardLocation.Find(), .. arguments])
        {
            RedirectStandardInput = true,
        };
        return new(ChildProcesses.Start(info));
    }

    /// <summary>Its exit code.</summary>
    public async Task<int> EndAsync(CancellationToken ct)
    {
        await _process.WaitForExitAsync(ct);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        using var limit = new CancellationTokenSource(Patience);
        try
        {
            await _process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            _process.Kill(entireProcessTree: true);
        }

        _process.Dispose();
    }
}
