namespace NasCluster.Trainer.Data;

/// <summary>Resizes planes of one size to squares of another, first along the rows, then along the columns.</summary>
internal sealed class PlaneResampler
{
    private readonly int _width;
    private readonly int _side;
    private readonly AxisWeights _rows;
    private readonly AxisWeights _columns;
    private readonly float[] _narrowed;

    public PlaneResampler(int height, int width, int side)
    {
        _width = width;
        _side = side;
        _rows = AxisWeights.Of(height, side);
        _columns = AxisWeights.Of(width, side);
        _narrowed = new float[height * side];
    }

    public void Resample(ReadOnlySpan<byte> from, Span<byte> to)
    {
        for (var i = 0; i < _narrowed.Length; i++)
        {
            var (y, x) = Math.DivRem(i, _side);
            _narrowed[i] = _columns.Sum(from[(y * _width)..], x, stride: 1);
        }

        for (var i = 0; i < to.Length; i++)
        {
            var (y, x) = Math.DivRem(i, _side);
            to[i] = (byte)Math.Clamp(_rows.Sum(_narrowed.AsSpan(x), y, _side) + 0.5f, 0, 255);
        }
    }
}
