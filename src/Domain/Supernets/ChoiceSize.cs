using System.Collections.Immutable;

namespace NasCluster.Domain.Supernets;

/// <summary>A number of channels, or the side of a map, that up to two choices decide.</summary>
/// <remarks>
/// With weights g of the options its mask is Σ gᵢ·1ᵢ (1ᵢ: ones in the first sᵢ places) and its effective size Σ gᵢ·sᵢ
/// (FBNetV2, §3.1 and §3.3). Two choices decide together by the products of their weights: the mid width of a block is that
/// of its input width and its expansion, rounded for each pair.
/// </remarks>
/// <param name="First">Index of a choice, or null.</param>
/// <param name="Second">Index of another choice, or null.</param>
/// <param name="Sizes">The size of each option; of pairs, those of the first choice's first option come first.</param>
public sealed record ChoiceSize(int? First, int? Second, ImmutableArray<int> Sizes)
{
    /// <summary>Decided by nothing.</summary>
    public bool IsFixed => First is null && Second is null;

    /// <summary>What the supernet is built with.</summary>
    public int Largest => Sizes.Max();

    public static ChoiceSize Fixed(int size) => new(null, null, [size]);

    /// <summary>The same choices with another size for each option.</summary>
    public ChoiceSize Select(Func<int, int> size) => this with { Sizes = [.. Sizes.Select(size)] };

    /// <summary>The effective size.</summary>
    /// <param name="weights">Weights of the options of every choice.</param>
    public double Effective(IReadOnlyList<double[]> weights)
    {
        double[] firsts = First is { } first ? weights[first] : [1.0];
        double[] seconds = Second is { } second ? weights[second] : [1.0];
        return firsts.SelectMany(a => seconds.Select(b => a * b)).Zip(Sizes, (g, size) => g * size).Sum();
    }

    public bool Equals(ChoiceSize? other) =>
        other is not null && First == other.First && Second == other.Second && Sizes.SequenceEqual(other.Sizes);

    public override int GetHashCode() => HashCode.Combine(First, Second, Sizes.Length, Largest);
}
