using NasCluster.Domain.Candidates;
using NasCluster.Domain.Experiments;

namespace NasCluster.Domain.Search;

/// <summary>What a zero-cost proxy has to reach for a candidate to be trained: the quantile of the first batch.</summary>
public static class ProxyFilter
{
    private const int Fewest = 3;

    /// <summary>Numbers of the candidates that the limit for a candidate is learned from; none where it is not filtered.</summary>
    public static IEnumerable<int> LearnsFrom(ExperimentSpec spec, Candidate candidate) =>
        spec.Trainer.ProxyFilter is not null
        && candidate.Stage is not (SearchStages.Final or SearchStages.Supernet)
        && FirstBatch.SizeOf(spec) is var size
        && candidate.Id.Number > size
            ? Enumerable.Range(1, size)
            : [];

    /// <summary>The limit; null where fewer than three of the batch have the proxy.</summary>
    /// <param name="filter">The proxy and the share.</param>
    /// <param name="batch">The first batch.</param>
    public static LimitSpec? LimitOf(ProxyFilterSpec filter, IEnumerable<Candidate> batch)
    {
        var values = batch
            .Select(candidate =>
                candidate.Metrics?.Costs is { } costs && costs.TryGet(filter.Proxy, out var value)
                    ? value.AsNumber()
                    : double.NaN
            )
            .Where(double.IsFinite)
            .Order()
            .ToList();
        return values.Count < Fewest
            ? null
            : new(filter.Proxy, Min: values[Math.Min(values.Count - 1, (int)((1 - filter.Keep) * values.Count))]);
    }
}
