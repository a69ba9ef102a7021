using NasCluster.Domain.Experiments;
using NasCluster.Domain.Ranking;

namespace NasCluster.Dashboard.Charts;

/// <summary>What a front is made of, in words.</summary>
internal static class Objectives
{
    public static string Words(ExperimentResult result)
    {
        var words = result.Objectives.Select(objective => Word(objective.Metric)).ToList();
        return words.Count < 2 ? string.Concat(words) : $"{string.Join(", ", words[..^1])} and {words[^1]}";
    }

    private static string Word(string metric) =>
        metric switch
        {
            Metric.LatencyMs => "latency",
            Metric.StepTimeMs => "step time",
            Metric.Macs => "MACs",
            Metric.Params => "parameters",
            Metric.TrainSeconds => "training time",
            _ => metric,
        };
}
