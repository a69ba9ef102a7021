using System.Numerics;
using NasCluster.Domain.Search;

namespace NasCluster.Domain.Ranking;

/// <summary>
/// The hypervolume that points dominate within a box, by sampling: a set of points spread evenly over the box, and which of
/// them are covered. Any number of objectives takes the same time, and what a further point adds is a count of bits.
/// </summary>
public sealed class HypervolumeSample
{
    private const int Points = 4096;
    private readonly double[][] _points;
    private readonly ulong[] _covered = new ulong[Points / 64];

    /// <param name="ideal">The best corner, every coordinate wanted small.</param>
    /// <param name="reference">The worst corner; where it is not above the ideal, that coordinate does not count.</param>
    /// <param name="random">Shifts the points.</param>
    public HypervolumeSample(double[] ideal, double[] reference, Random random)
    {
        var sequence = new LowDiscrepancySequence(ideal.Length, random);
        _points = new double[Points][];
        for (var i = 0; i < Points; i++)
        {
            var point = sequence.Next();
            for (var k = 0; k < point.Length; k++)
            {
                point[k] = ideal[k] + point[k] * Math.Max(0, reference[k] - ideal[k]);
            }

            _points[i] = point;
        }
    }

    /// <summary>Share of the box that is dominated, 0…1.</summary>
    public double Share => _covered.Sum(BitOperations.PopCount) / (double)Points;

    /// <summary>Which of the sample a point dominates.</summary>
    public ulong[] Cover(double[] point)
    {
        var bits = new ulong[_covered.Length];
        for (var i = 0; i < Points; i++)
        {
            if (IsWithin(point, _points[i]))
            {
                bits[i / 64] |= 1UL << (i % 64);
            }
        }

        return bits;
    }

    /// <summary>What a cover adds to what is covered, as a share of the box.</summary>
    public double Gain(ulong[] cover)
    {
        var added = 0;
        for (var i = 0; i < cover.Length; i++)
        {
            added += BitOperations.PopCount(cover[i] & ~_covered[i]);
        }

        return added / (double)Points;
    }

    public void Add(ulong[] cover)
    {
        for (var i = 0; i < cover.Length; i++)
        {
            _covered[i] |= cover[i];
        }
    }

    private static bool IsWithin(double[] point, double[] sample)
    {
        for (var i = 0; i < point.Length; i++)
        {
            if (point[i] > sample[i])
            {
                return false;
            }
        }

        return true;
    }
}
