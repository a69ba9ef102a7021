using System.Buffers.Binary;
using System.IO.Compression;
using NasCluster.Domain.Experiments;

namespace NasCluster.Trainer.Data.Formats;

/// <summary>The rows of a PNG with one sample per pixel, as stored: no palette is applied, nothing is scaled (PNG specification, §9).</summary>
internal static class PngRows
{
    private const int SignatureBytes = 8;
    private const int ChunkFrame = 12;

    /// <param name="place">The file.</param>
    /// <param name="file">Its bytes, with a header that has been read.</param>
    /// <param name="height">Rows.</param>
    /// <param name="rowBytes">Bytes of a row without its filter.</param>
    /// <returns>height · rowBytes bytes.</returns>
    /// <exception cref="DatasetException">It is cut off, or its data are broken.</exception>
    public static byte[] Read(string place, byte[] file, int height, int rowBytes)
    {
        var filtered = Inflate(place, Data(place, file), height * (rowBytes + 1));
        var rows = new byte[height * rowBytes];
        var above = new byte[rowBytes];
        for (var y = 0; y < height; y++)
        {
            var start = y * (rowBytes + 1);
            var row = rows.AsSpan(y * rowBytes, rowBytes);
            filtered.AsSpan(start + 1, rowBytes).CopyTo(row);
            Unfilter(place, filtered[start], row, above);
            row.CopyTo(above);
        }

        return rows;
    }

    private static MemoryStream Data(string place, byte[] file)
    {
        var data = new MemoryStream();
        var at = SignatureBytes;
        while (at + ChunkFrame <= file.Length)
        {
            var length = BinaryPrimitives.ReadUInt32BigEndian(file.AsSpan(at));
            if (length > file.Length - at - ChunkFrame)
            {
                break;
            }

            var type = file.AsSpan(at + 4, 4);
            if (type.SequenceEqual("IEND"u8))
            {
                data.Position = 0;
                return data;
            }

            if (type.SequenceEqual("IDAT"u8))
            {
                data.Write(file, at + 8, (int)length);
            }

            at += ChunkFrame + (int)length;
        }

        throw DatasetFault.Image(place, "is cut off: its last chunk is missing; expected a whole PNG");
    }

    private static byte[] Inflate(string place, MemoryStream data, int length)
    {
        var bytes = new byte[length];
        try
        {
            using var inflated = new ZLibStream(data, CompressionMode.Decompress);
            var read = inflated.ReadAtLeast(bytes, length, throwOnEndOfStream: false);
            return read == length
                ? bytes
                : throw DatasetFault.Image(place, $"has {read} bytes of pixels; expected {length} as its header says");
        }
        catch (InvalidDataException e)
        {
            throw DatasetFault.Image(place, $"cannot be decoded: {e.Message}", e);
        }
    }

    private static void Unfilter(string place, byte filter, Span<byte> row, ReadOnlySpan<byte> above)
    {
        if (filter > 4)
        {
            throw DatasetFault.Image(place, $"has a row with filter {filter}; expected 0 to 4");
        }

        for (var x = 0; x < row.Length; x++)
        {
            var (left, corner) = x > 0 ? (row[x - 1], above[x - 1]) : ((byte)0, (byte)0);
            row[x] += filter switch
            {
                0 => 0,
                1 => left,
                2 => above[x],
                3 => (byte)((left + above[x]) / 2),
                _ => Paeth(left, above[x], corner),
            };
        }
    }

    private static byte Paeth(byte left, byte above, byte corner)
    {
        var estimate = left + above - corner;
        var (toLeft, toAbove, toCorner) = (
            Math.Abs(estimate - left),
            Math.Abs(estimate - above),
            Math.Abs(estimate - corner)
        );
        return toLeft <= toAbove && toLeft <= toCorner ? left
            : toAbove <= toCorner ? above
            : corner;
    }
}
