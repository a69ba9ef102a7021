using System.Collections.Immutable;

namespace NasCluster.Domain.Supernets;

/// <summary>The architecture side of one epoch of a supernet.</summary>
/// <param name="Epoch">1, 2, 3, …</param>
/// <param name="Temperature">τ of the epoch.</param>
/// <param name="Loss">Mean loss that θ was trained on; null while θ waits.</param>
/// <param name="Entropy">Mean entropy of softmax(θ) over the choices, in nats.</param>
/// <param name="Cost">Expected cost under softmax(θ): microseconds, multiply–accumulates or parameters.</param>
/// <param name="Probabilities">softmax(θ) of every choice after the epoch, four decimals; null in epochs left out of a long history.</param>
public sealed record SupernetEpoch(
    int Epoch,
    double Temperature,
    double? Loss,
    double Entropy,
    double Cost,
    ImmutableArray<ImmutableArray<double>>? Probabilities = null
);
