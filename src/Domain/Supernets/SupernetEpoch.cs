using System.Collections.Immutable;

namespace NasCluster.Domain.Supernets;

/// <summary>The architecture side of one epoch of a supernet.</summary>
/// <param name="Temperature">τ of the epoch.</param>
/// <param name="Entropy">Mean entropy of softmax(θ) over the choices, in nats.</param>
/// <param name="Cost">Expected cost under softmax(θ): microseconds, multiply–accumulates or parameters.</param>
/// <param name="Theta">θ of every choice after the epoch, in the order of the choices.</param>
/// <param name="Loss">Mean loss that θ was trained on; null while θ waits.</param>
public sealed record SupernetEpoch(
    double Temperature,
    double Entropy,
    double Cost,
    ImmutableArray<ImmutableArray<float>> Theta,
    double? Loss = null
);
