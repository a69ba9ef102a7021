using System.Numerics;
using NasCluster.Domain.SearchSpaces;

namespace NasCluster.Domain.Search;

/// <summary>A grid over a space whose points can be asked for by number, in an order that a seed decides.</summary>
internal sealed class SpaceGrid
{
    private readonly SearchSpace _space;
    private readonly int[] _counts;
    private readonly BigInteger _factor;
    private readonly BigInteger _shift;

    /// <param name="space">The space.</param>
    /// <param name="points">Points of each continuous dimension.</param>
    /// <param name="seed">Decides the order.</param>
    public SpaceGrid(SearchSpace space, int points, ulong seed)
    {
        _space = space;
        _counts = [.. space.Dimensions.Select(dimension => dimension.Cardinality ?? points)];
        Size = _counts.Aggregate(BigInteger.One, (product, count) => product * count);
        var random = SeededRandom.Create(seed, SearchStages.Grid);
        _shift = Below(Size, random);
        // A factor without a common divisor with the size visits every point once.
        do
        {
            _factor = Below(Size, random);
        } while (BigInteger.GreatestCommonDivisor(_factor, Size) != 1);
    }

    /// <summary>Points of the grid; those that differ only in what a condition switches off are counted apart.</summary>
    public BigInteger Size { get; }

    /// <param name="number">0 ≤ number &lt; <see cref="Size"/>.</param>
    public Configuration At(BigInteger number)
    {
        var left = (number * _factor + _shift) % Size;
        var point = new double[_counts.Length];
        for (var i = 0; i < point.Length; i++)
        {
            left = BigInteger.DivRem(left, _counts[i], out var index);
            point[i] = ((int)index + 0.5) / _counts[i];
        }

        return _space.At(point);
    }

    private static BigInteger Below(BigInteger size, Random random)
    {
        var bytes = new byte[size.GetByteCount() + 8];
        random.NextBytes(bytes);
        return new BigInteger(bytes, isUnsigned: true) % size;
    }
}
