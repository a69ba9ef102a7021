using NasCluster.Domain.Architectures;
using NasCluster.Domain.Costs;
using NasCluster.Domain.Experiments;

namespace NasCluster.Supernet;

/// <summary>A network that a search or chance chose, trained anew.</summary>
/// <param name="Name">What the tables call it.</param>
/// <param name="Validation">Accuracy, 0–1.</param>
/// <param name="Test">Accuracy, 0–1.</param>
/// <param name="Network">The network.</param>
internal sealed record Trained(string Name, double Validation, double Test, Network Network)
{
    public long Macs { get; } = NetworkCost.Of(Network).Macs.Total;

    /// <param name="name">What the tables call it.</param>
    /// <param name="candidate">Completed.</param>
    /// <param name="decoder">Of its space.</param>
    public static Trained Of(string name, CandidateView candidate, string decoder) =>
        new(
            name,
            candidate.Metrics!.Accuracy,
            candidate.Metrics.TestAccuracy!.Value,
            DecoderCatalog.Get(decoder).Decode(new(candidate.Architecture, candidate.Recipe), Cases.Target)
        );
}
