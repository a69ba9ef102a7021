using System.Collections.Immutable;

namespace NasCluster.Domain.Supernets;

/// <summary>What the training of a supernet found.</summary>
/// <param name="Choices">What was decided, in the order of θ.</param>
/// <param name="Theta">θ of every choice: architectures are drawn from its softmax.</param>
/// <param name="Epochs">How it came about; in a long training the probabilities of evenly spread epochs.</param>
public sealed record SupernetResult(
    ImmutableArray<SupernetChoice> Choices,
    ImmutableArray<ImmutableArray<double>> Theta,
    ImmutableArray<SupernetEpoch> Epochs
)
{
    // A message of a trainer is one line of at most 64 KiB.
    private const int MostNumbers = 3000;

    /// <summary>The same with so few epochs' probabilities that it fits a message.</summary>
    public SupernetResult Thinned()
    {
        var kept = Math.Max(2, MostNumbers / Math.Max(1, Theta.Sum(theta => theta.Length)));
        var step = (int)Math.Ceiling(Epochs.Length / (double)kept);
        return step <= 1
            ? this
            : this with
            {
                Epochs =
                [
                    .. Epochs.Select(
                        (epoch, i) => (Epochs.Length - 1 - i) % step == 0 ? epoch : epoch with { Probabilities = null }
                    ),
                ],
            };
    }
}
