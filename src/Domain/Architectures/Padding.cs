namespace NasCluster.Domain.Architectures;

/// <summary>Zeros around a map, in pixels per side, or TensorFlow's SAME rule.</summary>
/// <param name="Height">Rows above and below.</param>
/// <param name="Width">Columns left and right.</param>
/// <param name="IsSame">
/// SAME: output side ⌈n/s⌉, total max((⌈n/s⌉ − 1)·s + k − n, 0), the smaller half before the map.
/// </param>
public readonly record struct Padding(int Height, int Width, bool IsSame = false)
{
    public static Padding Same => new(0, 0, IsSame: true);

    public static implicit operator Padding(int side) => new(side, side);

    public static Padding FromInt32(int side) => side;

    /// <summary>k//2 on each side of an odd kernel; keeps the size at stride 1.</summary>
    public static Padding HalfOf(Extent kernel, int dilation = 1) =>
        new(kernel.Height / 2 * dilation, kernel.Width / 2 * dilation);

    /// <summary>Zeros before and after the rows of a map of this height.</summary>
    public (int Before, int After) Rows(int height, int kernel, int stride) =>
        IsSame ? SameOf(height, kernel, stride) : (Height, Height);

    /// <summary>Zeros before and after the columns of a map of this width.</summary>
    public (int Before, int After) Columns(int width, int kernel, int stride) =>
        IsSame ? SameOf(width, kernel, stride) : (Width, Width);

    private static (int Before, int After) SameOf(int side, int kernel, int stride)
    {
        var outputs = (side + stride - 1) / stride;
        var total = Math.Max((outputs - 1) * stride + kernel - side, 0);
        return (total / 2, total - total / 2);
    }
}
