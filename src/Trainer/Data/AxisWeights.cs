using System.Numerics;

namespace NasCluster.Trainer.Data;

/// <summary>Along one axis: which old pixels a new one is made of, and how much of each. The weights add up to 1.</summary>
internal sealed class AxisWeights
{
    private readonly (int Start, float[] Weights)[] _targets;

    private AxisWeights((int Start, float[] Weights)[] targets) => _targets = targets;

    public static AxisWeights Of(int from, int to) =>
        new([.. Enumerable.Range(0, to).Select(i => to < from ? Area(i, from, to) : Linear(i, from, to))]);

    /// <summary>The value of a new pixel from the old pixels of a line.</summary>
    /// <param name="line">Starts at the line's first pixel.</param>
    /// <param name="target">Index of the new pixel.</param>
    /// <param name="stride">Distance of two neighbours in <paramref name="line"/>.</param>
    public float Sum<T>(ReadOnlySpan<T> line, int target, int stride)
        where T : INumberBase<T>
    {
        var (start, weights) = _targets[target];
        var sum = 0f;
        for (var i = 0; i < weights.Length; i++)
        {
            sum += weights[i] * float.CreateTruncating(line[(start + i) * stride]);
        }

        return sum;
    }

    // The new pixel covers the old ones from i·s to (i + 1)·s; each counts by the part that is covered.
    private static (int, float[]) Area(int i, int from, int to)
    {
        var scale = (double)from / to;
        var (low, high) = (i * scale, (i + 1) * scale);
        var start = (int)low;
        var end = Math.Min(from, (int)Math.Ceiling(high - 1e-9));
        return (start, [.. Enumerable.Range(start, end - start).Select(Covered)]);

        float Covered(int old) => (float)((Math.Min(high, old + 1) - Math.Max(low, old)) / scale);
    }

    // Between the two old pixels whose centres are nearest; at the border there is only one.
    private static (int, float[]) Linear(int i, int from, int to)
    {
        var centre = Math.Clamp((i + 0.5) * from / to - 0.5, 0, from - 1);
        var start = (int)centre;
        var share = (float)(centre - start);
        return share == 0 ? (start, [1f]) : (start, [1 - share, share]);
    }
}
