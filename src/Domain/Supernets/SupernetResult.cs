using System.Collections.Immutable;

namespace NasCluster.Domain.Supernets;

/// <summary>What the training of a supernet found. How θ came about is in the candidate's epochs.</summary>
/// <param name="Choices">What was decided, in the order of θ.</param>
/// <param name="Theta">θ of every choice: architectures are drawn from its softmax.</param>
public sealed record SupernetResult(
    ImmutableArray<SupernetChoice> Choices,
    ImmutableArray<ImmutableArray<float>> Theta
);
