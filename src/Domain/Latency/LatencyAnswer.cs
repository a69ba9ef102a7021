using System.Collections.Immutable;

namespace NasCluster.Domain.Latency;

/// <summary>An estimate, or why there is none.</summary>
/// <param name="Tables">Subjects of the device's tables.</param>
/// <param name="Missing">Blocks that the best table lacks.</param>
/// <param name="Estimate">Null where no table of the device has all blocks.</param>
public sealed record LatencyAnswer(
    ImmutableArray<string> Tables,
    ImmutableArray<BlockKey> Missing,
    LatencyEstimate? Estimate = null
);
