using System.Buffers.Binary;
using System.IO.Compression;

namespace NasCluster.Trainer.Tests.Data;

/// <summary>Makes PNG files.</summary>
internal static class PngBytes
{
    /// <param name="width">Pixels.</param>
    /// <param name="height">Pixels.</param>
    /// <param name="pixel">Value of a pixel: one byte for grey, three for colour.</param>
    public static byte[] Of(int width, int height, Func<int, int, byte[]> pixel)
    {
        var rows = new List<byte>();
        for (var y = 0; y < height; y++)
        {
            rows.Add(0);
            for (var x = 0; x < width; x++)
            {
                rows.AddRange(pixel(x, y));
            }
        }

        return Of(width, height, (byte)(pixel(0, 0).Length == 1 ? 0 : 2), [.. rows]);
    }

    public static byte[] Grey(int width, int height, byte value) => Of(width, height, (_, _) => [value]);

    /// <param name="width">As the header says.</param>
    /// <param name="height">As the header says.</param>
    /// <param name="colourType">0 grey, 2 colour, 3 palette.</param>
    /// <param name="rows">Filter byte and pixels of each row, whether they fit the header or not.</param>
    /// <param name="depth">Bits of a sample.</param>
    /// <param name="interlace">0 none.</param>
    public static byte[] Of(int width, int height, byte colourType, byte[] rows, byte depth = 8, byte interlace = 0)
    {
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        (header[8], header[9], header[12]) = (depth, colourType, interlace);
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Fastest))
        {
            zlib.Write(rows);
        }

        byte[] signature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
        return [.. signature, .. Chunk("IHDR"u8, header), .. Chunk("IDAT"u8, packed.ToArray()), .. Chunk("IEND"u8, [])];
    }

    private static byte[] Chunk(ReadOnlySpan<byte> type, byte[] data)
    {
        var length = new byte[4];
        var check = new byte[4];
        byte[] body = [.. type, .. data];
        BinaryPrimitives.WriteInt32BigEndian(length, data.Length);
        BinaryPrimitives.WriteUInt32BigEndian(check, Crc32(body));
        return [.. length, .. body, .. check];
    }

    private static uint Crc32(byte[] bytes)
    {
        var crc = uint.MaxValue;
        foreach (var value in bytes)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc >> 1) ^ ((crc & 1) * 0xedb88320);
            }
        }

        return ~crc;
    }
}
