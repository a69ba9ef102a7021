using System.Diagnostics;
using System.Globalization;

namespace NasCluster.Throughput;

/// <summary>Optuna on the same server with as many workers, in turn with the product.</summary>
internal static class Peer
{
    private const string Python = "/usr/bin/python3";

    public static async Task<bool> IsInstalledAsync()
    {
        var (code, _) = await RunAsync(["-c", "import optuna, psycopg2"]);
        return code == 0;
    }

    public static async Task<IReadOnlyList<Figure>> MeasureAsync(
        BenchDatabase database,
        string script,
        int workers,
        int candidates,
        int trials,
        int rounds
    )
    {
        List<double> ours = [];
        List<double> theirs = [];
        List<double> ourSyncs = [];
        List<double> theirSyncs = [];
        for (var round = 0; round < rounds; round++)
        {
            var churn = await Churn.MeasureAsync(database, silos: 1, workers, candidates);
            ours.Add(churn[0].Value);
            ourSyncs.Add(churn[^1].Value);
            var (perSecond, syncs) = await OptunaAsync(database, script, workers, trials);
            theirs.Add(perSecond);
            theirSyncs.Add(syncs);
        }

        var name = $"peer.{workers}-workers";
        return
        [
            new($"{name}.ours", Quantile.Of(ours, 0.5), "1/s"),
            new($"{name}.optuna", Quantile.Of(theirs, 0.5), "1/s"),
            new($"{name}.ratio", Quantile.Of(ours, 0.5) / Quantile.Of(theirs, 0.5), "x", ">= 50"),
            new($"{name}.ratio.lowest", ours.Zip(theirs, (a, b) => a / b).Min(), "x"),
            new($"{name}.ours.wal-syncs", Quantile.Of(ourSyncs, 0.5), "per candidate"),
            new($"{name}.optuna.wal-syncs", Quantile.Of(theirSyncs, 0.5), "per trial"),
        ];
    }

    /// <summary>The script starts the workers, lets them import, and times from the first trial to the last.</summary>
    private static async Task<(double PerSecond, double Syncs)> OptunaAsync(
        BenchDatabase database,
        string script,
        int workers,
        int trials
    )
    {
        await database.RenewPeerAsync();
        var syncs = await database.WalSyncsAsync();
        var (code, output) = await RunAsync([
            script,
            database.PeerUrl,
            workers.ToString(CultureInfo.InvariantCulture),
            trials.ToString(CultureInfo.InvariantCulture),
        ]);
        if (code != 0)
        {
            throw new InvalidOperationException($"Optuna failed: {output}");
        }

        await Task.Delay(1000);
        var seconds = double.Parse(output.Trim().Split('\n')[^1], CultureInfo.InvariantCulture);
        return (trials / seconds, (double)(await database.WalSyncsAsync() - syncs) / trials);
    }

    private static async Task<(int Code, string Output)> RunAsync(IEnumerable<string> arguments)
    {
        if (!File.Exists(Python))
        {
            return (127, "");
        }

        var start = new ProcessStartInfo(Python, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, process.ExitCode == 0 ? output : output + await error);
    }
}
