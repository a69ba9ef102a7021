using NasCluster.Domain.Experiments;
using StbImageSharp;

namespace NasCluster.Trainer.Data.Formats;

/// <summary>The square in the middle of a decoded image, planar.</summary>
/// <param name="Side">Pixels.</param>
/// <param name="Channels">1 or 3.</param>
/// <param name="Planes">Channels · side · side bytes.</param>
internal sealed record SquareImage(int Side, int Channels, byte[] Planes)
{
    /// <summary>Transparency is left out.</summary>
    /// <exception cref="DatasetException">The file is broken or too large.</exception>
    public static SquareImage Decode(string place, byte[] file, int channels)
    {
        var header = ImageHeader.Read(place, file);
        var image = DecodePixels(place, file, channels == 1 ? ColorComponents.Grey : ColorComponents.RedGreenBlue);
        return image.Width == header.Width && image.Height == header.Height
            ? Crop(image.Data, image.Width, header, channels)
            : throw DatasetFault.Image(
                place,
                $"decodes to {image.Width} x {image.Height}; expected {header.Width} x {header.Height} as its header says"
            );
    }

    /// <summary>Writes the image at another size.</summary>
    /// <param name="target">Channels · side · side bytes.</param>
    /// <param name="side">Pixels.</param>
    public void CopyTo(Span<byte> target, int side)
    {
        var resampler = new PlaneResampler(Side, Side, side);
        for (var channel = 0; channel < Channels; channel++)
        {
            resampler.Resample(
                Planes.AsSpan(channel * Side * Side, Side * Side),
                target.Slice(channel * side * side, side * side)
            );
        }
    }

    private static ImageResult DecodePixels(string place, byte[] file, ColorComponents components)
    {
        try
        {
            return ImageResult.FromMemory(file, components);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // The decoder throws whatever a broken file leads it to: index, null and cast errors among others.
            throw DatasetFault.Image(place, $"cannot be decoded: {e.Message}", e);
        }
    }

    private static SquareImage Crop(byte[] pixels, int width, ImageHeader header, int channels)
    {
        var side = header.Side;
        var (left, top) = ((header.Width - side) / 2, (header.Height - side) / 2);
        var planes = new byte[channels * side * side];
        var next = 0;
        for (var channel = 0; channel < channels; channel++)
        {
            for (var y = top; y < top + side; y++)
            {
                for (var x = left; x < left + side; x++)
                {
                    planes[next++] = pixels[(y * width + x) * channels + channel];
                }
            }
        }

        return new SquareImage(side, channels, planes);
    }
}
