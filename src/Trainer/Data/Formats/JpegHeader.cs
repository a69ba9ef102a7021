using System.Buffers.Binary;
using NasCluster.Domain.Experiments;

namespace NasCluster.Trainer.Data.Formats;

/// <summary>Walks over the segments of a JPEG up to its frame header.</summary>
internal static class JpegHeader
{
    private static readonly byte[] EndOfImage = [0xff, 0xd9];

    /// <exception cref="DatasetException">It is cut off or not grey or three-coloured.</exception>
    public static ImageHeader Read(string place, ReadOnlySpan<byte> file)
    {
        var at = 2;
        while (at + 10 <= file.Length && file[at] == 0xff)
        {
            var marker = file[at + 1];
            if (IsFrame(marker))
            {
                return ReadFrame(place, file[at..]);
            }

            // A fill byte may stand before a marker; all segments up to the frame have a length that counts itself.
            at += marker == 0xff ? 1 : 2 + BinaryPrimitives.ReadUInt16BigEndian(file[(at + 2)..]);
        }

        throw DatasetFault.Image(place, $"has {file.Length} bytes and no frame header; expected a whole JPEG");
    }

    private static bool IsFrame(byte marker) => marker is >= 0xc0 and <= 0xcf and not (0xc4 or 0xc8 or 0xcc);

    private static ImageHeader ReadFrame(string place, ReadOnlySpan<byte> frame)
    {
        var components = frame[9];
        if (components is not (1 or 3))
        {
            throw DatasetFault.Image(place, $"has {components} colour components (CMYK has 4); expected 1 or 3");
        }

        // The decoder fills what is missing with grey and says nothing. Within the image data these two bytes cannot occur.
        if (frame.LastIndexOf(EndOfImage) < 0)
        {
            throw DatasetFault.Image(place, "is cut off: its end marker is missing; expected a whole JPEG");
        }

        return new ImageHeader(
            BinaryPrimitives.ReadUInt16BigEndian(frame[7..]),
            BinaryPrimitives.ReadUInt16BigEndian(frame[5..]),
            IsGrey: components == 1
        );
    }
}
