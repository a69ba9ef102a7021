using NasCluster.Domain.Experiments;

namespace NasCluster.Trainer.Data.Formats;

/// <summary>Class numbers of a mask file: the grey levels, or the palette's indices, as they are written there.</summary>
/// <param name="Width">Pixels.</param>
/// <param name="Height">Pixels.</param>
/// <param name="Labels">Width · height bytes.</param>
internal sealed record MaskImage(int Width, int Height, byte[] Labels)
{
    private const int DepthByte = 24;
    private const int ColourByte = 25;
    private const int InterlaceByte = 28;
    private const byte Grey = 0;
    private const byte Palette = 3;

    /// <summary>The largest class number; −1 where no pixel is labelled.</summary>
    public int Largest =>
        Labels.Where(label => label != ClassMasks.Ignored).Select(label => (int)label).DefaultIfEmpty(-1).Max();

    /// <exception cref="DatasetException">It is no PNG of class numbers, or broken.</exception>
    public static MaskImage Decode(string place, byte[] file)
    {
        var header = ImageHeader.Read(place, file);
        var (depth, colour, interlace) = (file[DepthByte], file[ColourByte], file[InterlaceByte]);
        if (colour is not (Grey or Palette) || depth is not (1 or 2 or 4 or 8) || interlace != 0)
        {
            throw DatasetFault.Image(
                place,
                $"is a PNG of colour type {colour} with {depth} bits{(interlace != 0 ? ", interlaced" : "")}; expected grey (0) or a palette (3) of at most 8 bits, not interlaced: the class of each pixel"
            );
        }

        var rows = PngRows.Read(place, file, header.Height, (header.Width * depth + 7) / 8);
        return new(header.Width, header.Height, depth == 8 ? rows : Unpack(rows, header, depth));
    }

    /// <summary>Writes the square in the middle at another size.</summary>
    /// <param name="target">side · side bytes.</param>
    /// <param name="side">Pixels.</param>
    public void CopyTo(Span<byte> target, int side)
    {
        var square = Math.Min(Width, Height);
        var start = ((Height - square) / 2, (Width - square) / 2);
        NearestPixel.Resize(Labels, Width, start, (square, square), target, side);
    }

    private static byte[] Unpack(byte[] rows, ImageHeader header, int depth)
    {
        var labels = new byte[header.Width * header.Height];
        var rowBytes = rows.Length / header.Height;
        for (var i = 0; i < labels.Length; i++)
        {
            var (y, x) = Math.DivRem(i, header.Width);
            var shift = 8 - depth - x * depth % 8;
            labels[i] = (byte)(rows[y * rowBytes + x * depth / 8] >> shift & ((1 << depth) - 1));
        }

        return labels;
    }
}
