using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace NasCluster.Domain.Prediction;

/// <summary>
/// Many trees of one depth as flat arrays, evaluated for several rows at once without branches: all splits of a tree are
/// compared, and its leaves chosen by what came out.
/// </summary>
/// <remarks>Rows are added up one by one in the order of the trees, so the sums are the same on every machine.</remarks>
internal sealed class TreeBlock
{
    private const int Depth = BoostedTrees.Depth;
    private const int Splits = (1 << Depth) - 1;
    private const int Leaves = 1 << Depth;

    private readonly int[] _features;
    private readonly float[] _thresholds;
    private readonly float[] _leaves;
    private readonly int _trees;

    /// <param name="trees">Trees of at most <see cref="BoostedTrees.Depth"/> splits on the way to a leaf.</param>
    /// <param name="scale">What their values are multiplied by.</param>
    public TreeBlock(IReadOnlyList<RegressionTree> trees, double scale)
    {
        _trees = trees.Count;
        _features = new int[_trees * Splits];
        _thresholds = new float[_trees * Splits];
        _leaves = new float[_trees * Leaves];
        for (var i = 0; i < _trees; i++)
        {
            trees[i]
                .CopyTo(
                    _features.AsSpan(i * Splits, Splits),
                    _thresholds.AsSpan(i * Splits, Splits),
                    _leaves.AsSpan(i * Leaves, Leaves),
                    scale
                );
        }
    }

    /// <summary>Adds the value of all trees to each row's sum.</summary>
    /// <param name="columns">Features, column by column.</param>
    /// <param name="stride">Rows of a column, a multiple of <see cref="Lanes.Count"/>.</param>
    /// <param name="sums">One per row of the stride.</param>
    public void AddTo(ReadOnlySpan<float> columns, int stride, Span<float> sums)
    {
        ref var first = ref MemoryMarshal.GetReference(columns);
        for (var lane = 0; lane < stride; lane += Lanes.Count)
        {
            var sum = Vector256.LoadUnsafe(ref sums[lane]);
            for (var tree = 0; tree < _trees; tree++)
            {
                sum += ValueOf(tree, ref first, stride, lane);
            }

            sum.StoreUnsafe(ref sums[lane]);
        }
    }

    private Vector256<float> ValueOf(int tree, ref float columns, int stride, int lane)
    {
        ReadOnlySpan<int> features = _features.AsSpan(tree * Splits, Splits);
        ReadOnlySpan<float> thresholds = _thresholds.AsSpan(tree * Splits, Splits);
        ReadOnlySpan<float> leaves = _leaves.AsSpan(tree * Leaves, Leaves);
        var left = Choose(
            Below(features[1], thresholds[1], ref columns, stride, lane),
            Leaf(features[3], thresholds[3], leaves[0], leaves[1], ref columns, stride, lane),
            Leaf(features[4], thresholds[4], leaves[2], leaves[3], ref columns, stride, lane)
        );
        var right = Choose(
            Below(features[2], thresholds[2], ref columns, stride, lane),
            Leaf(features[5], thresholds[5], leaves[4], leaves[5], ref columns, stride, lane),
            Leaf(features[6], thresholds[6], leaves[6], leaves[7], ref columns, stride, lane)
        );
        return Choose(Below(features[0], thresholds[0], ref columns, stride, lane), left, right);
    }

    private static Vector256<float> Leaf(
        int feature,
        float threshold,
        float below,
        float above,
        ref float columns,
        int stride,
        int lane
    ) => Choose(Below(feature, threshold, ref columns, stride, lane), Vector256.Create(below), Vector256.Create(above));

    private static Vector256<float> Choose(Vector256<float> mask, Vector256<float> yes, Vector256<float> no) =>
        Vector256.ConditionalSelect(mask, yes, no);

    private static Vector256<float> Below(int feature, float threshold, ref float columns, int stride, int lane) =>
        Vector256.LessThanOrEqual(
            Vector256.LoadUnsafe(ref columns, (nuint)(feature * stride + lane)),
            Vector256.Create(threshold)
        );
}
