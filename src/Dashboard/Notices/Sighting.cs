using NasCluster.Domain.Experiments;

namespace NasCluster.Dashboard.Notices;

/// <summary>What was last seen of an experiment.</summary>
/// <param name="State">Its state.</param>
/// <param name="Best">Its best accuracy; null before there is one.</param>
internal sealed record Sighting(ExperimentState State, double? Best)
{
    public static Sighting Of(ExperimentOverview overview) =>
        new(overview.Result.State, overview.Course.IsEmpty ? null : overview.Course[^1]);
}
