using System.Buffers.Binary;
using System.IO.Compression;

namespace NasCluster.Trainer.Data.Shapes;

/// <summary>Writes square PNG files with 8 bits per sample (PNG specification, §5 and §11).</summary>
internal static class PngWriter
{
    private const byte ColourType = 2;
    private const byte PaletteType = 3;
    private const uint Polynomial = 0xedb88320;

    private static readonly byte[] Signature = [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0d, 0x0a, 0x1a, 0x0a];

    /// <param name="side">Pixels.</param>
    /// <param name="pixels">side · side · 3 bytes, pixel after pixel.</param>
    public static byte[] Colour(int side, byte[] pixels) =>
        [.. Signature, .. Header(side, ColourType), .. Data(pixels, side * 3), .. Chunk("IEND"u8, [])];

    /// <param name="side">Pixels.</param>
    /// <param name="indices">side · side places in the palette.</param>
    /// <param name="palette">Three bytes per colour.</param>
    public static byte[] Indexed(int side, byte[] indices, byte[] palette) =>
        [
            .. Signature,
            .. Header(side, PaletteType),
            .. Chunk("PLTE"u8, palette),
            .. Data(indices, side),
            .. Chunk("IEND"u8, []),
        ];

    private static byte[] Header(int side, byte type)
    {
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, side);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), side);
        (header[8], header[9]) = (8, type);
        return Chunk("IHDR"u8, header);
    }

    private static byte[] Data(byte[] samples, int rowBytes)
    {
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Optimal))
        {
            foreach (var row in samples.Chunk(rowBytes))
            {
                zlib.WriteByte(0);
                zlib.Write(row);
            }
        }

        return Chunk("IDAT"u8, packed.ToArray());
    }

    private static byte[] Chunk(ReadOnlySpan<byte> type, byte[] data)
    {
        var chunk = new byte[data.Length + 12];
        BinaryPrimitives.WriteInt32BigEndian(chunk, data.Length);
        type.CopyTo(chunk.AsSpan(4));
        data.CopyTo(chunk, 8);
        BinaryPrimitives.WriteUInt32BigEndian(
            chunk.AsSpan(data.Length + 8),
            Checksum(chunk.AsSpan(4, data.Length + 4))
        );
        return chunk;
    }

    private static uint Checksum(ReadOnlySpan<byte> bytes)
    {
        var sum = uint.MaxValue;
        foreach (var value in bytes)
        {
            sum ^= value;
            for (var bit = 0; bit < 8; bit++)
            {
                sum = sum >> 1 ^ (sum & 1) * Polynomial;
            }
        }

        return ~sum;
    }
}
