using System.Globalization;
using NasCluster.Domain.Experiments;
using NasCluster.Domain.Search;

namespace NasCluster.Cli.Output;

/// <summary>How far an experiment is, counted in epochs of the search, and when it will be done.</summary>
internal sealed class RunProgress(ExperimentSpec spec, TimeProvider clock)
{
    private readonly long _start = clock.GetTimestamp();
    private readonly Dictionary<int, int> _epochs = [];
    private double _done;
    private double _earlier;
    private double _finalWeight = 1;

    /// <summary>Share of the work that is done, 0…1.</summary>
    public double Share => Math.Min(1, _done / Math.Max(1, Total));

    private double Total =>
        (spec.Budget.Candidates - 1) * spec.Trainer.Epochs
        + EpochsOf(1)
        + (spec.Final is { } final ? final.Top * final.Epochs * _finalWeight : 0);

    /// <summary>Counts an epoch, or all that a candidate which has ended will not need any more.</summary>
    /// <param name="item">An event of the experiment.</param>
    /// <param name="earlier">It is of an earlier run: it counts as done but not for the speed.</param>
    public void Observe(ExperimentEvent item, bool earlier)
    {
        if (item.Candidate is not { } candidate)
        {
            return;
        }

        var isFinal = candidate > spec.Budget.Candidates;
        var before = _epochs.GetValueOrDefault(candidate);
        var full = isFinal ? spec.Final?.Epochs ?? 0 : EpochsOf(candidate);
        var after = item.Kind switch
        {
            ExperimentEventKind.Epoch => Math.Min(full, before + 1),
            ExperimentEventKind.Completed or ExperimentEventKind.Failed or ExperimentEventKind.Pruned => full,
            _ => before,
        };
        _epochs[candidate] = after;
        var work = (after - before) * (isFinal ? _finalWeight : 1);
        _done += work;
        _earlier += earlier ? work : 0;
    }

    /// <summary>"done 12/26, running 2, failed 0, best 0.8312, ETA 1:20".</summary>
    public string Describe(ExperimentResult result)
    {
        _finalWeight = WeightOfFinalEpoch(result.Dataset);
        var counts = result.Counts;
        var done = counts.Completed + counts.Failed + counts.Pruned;
        var best = result.Winner?.Metrics is { } metrics ? $"{metrics.Accuracy:F4}" : "–";
        var waiting = ResultText.Waiting(result) is { } device ? $", {device}" : "";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"done {done}/{result.Budget}, running {counts.Running}, failed {counts.Failed}, best {best}, ETA {Eta()}{waiting}"
        );
    }

    // The first candidate of a differentiable search is its supernet.
    private int EpochsOf(int candidate) =>
        candidate == 1 ? SupernetSearch.EpochsOf(spec) ?? spec.Trainer.Epochs : spec.Trainer.Epochs;

    /// <summary>Training images of an epoch of the final stage over those of one of the search.</summary>
    private double WeightOfFinalEpoch(DatasetDescription dataset)
    {
        var images = spec.Data.TrainLimit ?? dataset.TrainCount - (spec.Data.ValidationSize ?? dataset.TrainCount / 10);
        return images / (double)Math.Min(images, spec.Data.SearchLimit ?? images);
    }

    private string Eta()
    {
        var own = _done - _earlier;
        if (own <= 0)
        {
            return "?";
        }

        var left = clock.GetElapsedTime(_start) / own * Math.Max(0, Total - _done);
        return left.ToString(left.TotalHours >= 1 ? @"h\:mm\:ss" : @"m\:ss", CultureInfo.InvariantCulture);
    }
}
