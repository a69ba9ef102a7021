using System.Buffers.Binary;
using NasCluster.Domain.Experiments;

namespace NasCluster.Trainer.Data.Formats;

/// <summary>What an image says of itself before any pixel is decoded.</summary>
/// <param name="Width">Pixels.</param>
/// <param name="Height">Pixels.</param>
/// <param name="IsGrey">It has one channel, not counting transparency.</param>
internal sealed record ImageHeader(int Width, int Height, bool IsGrey)
{
    /// <summary>A small file can claim an image that fills the memory; larger ones are not decoded.</summary>
    public const long MaxPixels = 64_000_000;

    private static readonly byte[] PngSignature = [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0d, 0x0a, 0x1a, 0x0a];
    private static readonly byte[] JpegSignature = [0xff, 0xd8, 0xff];

    public int Side => Math.Min(Width, Height);

    /// <param name="place">The file; its ending must fit its content.</param>
    /// <param name="file">Its bytes.</param>
    /// <exception cref="DatasetException">It is no PNG or JPEG, is cut off, has too many pixels or a colour space that is not read.</exception>
    public static ImageHeader Read(string place, ReadOnlySpan<byte> file)
    {
        var isPng = Path.GetExtension(place).Equals(".png", StringComparison.OrdinalIgnoreCase);
        if (!file.StartsWith(isPng ? PngSignature : JpegSignature))
        {
            throw DatasetFault.Image(
                place,
                $"its first bytes are {Convert.ToHexStringLower(file[..Math.Min(4, file.Length)])}; expected {(isPng ? "a PNG" : "a JPEG")} as its name says"
            );
        }

        var header = isPng ? ReadPng(place, file) : JpegHeader.Read(place, file);
        if (header.Side < 1 || (long)header.Width * header.Height > MaxPixels)
        {
            throw DatasetFault.Image(place, $"is {header.Width} x {header.Height} pixels; expected 1 to {MaxPixels}");
        }

        return header;
    }

    private static ImageHeader ReadPng(string place, ReadOnlySpan<byte> file)
    {
        const int HeaderEnd = 33;
        if (file.Length < HeaderEnd || !file[12..].StartsWith("IHDR"u8))
        {
            throw DatasetFault.Image(place, $"has {file.Length} bytes and no whole header; expected a PNG");
        }

        // Colour types 0 and 4 are grey, without and with transparency.
        return new ImageHeader(
            BinaryPrimitives.ReadInt32BigEndian(file[16..]),
            BinaryPrimitives.ReadInt32BigEndian(file[20..]),
            IsGrey: file[25] is 0 or 4
        );
    }
}
