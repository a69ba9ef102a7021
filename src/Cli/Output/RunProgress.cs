using System.Globalization;
using NasCluster.Domain.Experiments;

namespace NasCluster.Cli.Output;

/// <summary>How far an experiment is, counted in epochs, and when it will be done.</summary>
internal sealed class RunProgress(ExperimentSpec spec, TimeProvider clock)
{
    private readonly long _start = clock.GetTimestamp();
    private readonly int _total =
        spec.Budget.Candidates * spec.Trainer.Epochs + (spec.Final is { } final ? final.Top * final.Epochs : 0);
    private int _epochs;
    private int _earlier;

    /// <summary>Share of all epochs that are done, 0…1.</summary>
    public double Share => Math.Min(1, _epochs / (double)Math.Max(1, _total));

    /// <summary>Counts an epoch; those of an earlier run count as done but not for the speed.</summary>
    public void AddEpoch(bool earlier)
    {
        _epochs++;
        _earlier += earlier ? 1 : 0;
    }

    /// <summary>"done 12/26, running 2, failed 0, best 0.8312, ETA 1:20".</summary>
    public string Describe(ExperimentResult result)
    {
        var counts = result.Counts;
        var done = counts.Completed + counts.Failed + counts.Pruned;
        var best = result.Winner?.Metrics is { } metrics ? $"{metrics.Accuracy:F4}" : "–";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"done {done}/{result.Budget}, running {counts.Running}, failed {counts.Failed}, best {best}, ETA {Eta()}"
        );
    }

    private string Eta()
    {
        var own = _epochs - _earlier;
        if (own == 0)
        {
            return "?";
        }

        var left = clock.GetElapsedTime(_start) / own * Math.Max(0, _total - _epochs);
        return left.ToString(left.TotalHours >= 1 ? @"h\:mm\:ss" : @"m\:ss", CultureInfo.InvariantCulture);
    }
}
