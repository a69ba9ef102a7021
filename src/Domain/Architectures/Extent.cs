namespace NasCluster.Domain.Architectures;

/// <summary>Height and width of a window, in pixels; a whole number stands for a square.</summary>
public readonly record struct Extent(int Height, int Width)
{
    public long Area => (long)Height * Width;

    public static implicit operator Extent(int side) => new(side, side);

    public static Extent FromInt32(int side) => side;

    public override string ToString() => $"{Height}x{Width}";
}
