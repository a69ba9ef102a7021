using System.Collections.Immutable;
using NasCluster.Domain.Architectures;

namespace NasCluster.Domain.Supernets;

/// <summary>A network that holds all architectures of a space, and what those cost.</summary>
/// <param name="Network">Has <see cref="MixLayer"/>, masked and <see cref="ResolutionLayer"/> nodes beside plain ones.</param>
/// <param name="Choices">What its layers' choices are indices of.</param>
/// <param name="Macs">Expected multiply–accumulates.</param>
/// <param name="Params">Expected parameters.</param>
/// <param name="Blocks">The parts a network of the space is the sum of in a latency table.</param>
public sealed record Supernet(
    Network Network,
    ImmutableArray<SupernetChoice> Choices,
    SupernetCost Macs,
    SupernetCost Params,
    SupernetBlocks Blocks
);
