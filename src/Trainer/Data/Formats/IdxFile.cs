using System.Buffers.Binary;
using System.IO.Compression;
using NasCluster.Domain.Experiments;

namespace NasCluster.Trainer.Data.Formats;

/// <summary>An IDX file of unsigned bytes, plain or gzipped (by the ending of its name).</summary>
/// <param name="Dimensions">Sizes, each above 0; their product is the length of the data.</param>
/// <param name="Data">The values, the last dimension running fastest.</param>
internal sealed record IdxFile(int[] Dimensions, byte[] Data)
{
    public const string GzipEnding = ".gz";

    // Deflate cannot pack more than 1032 bytes into one: no memory is taken for data that cannot be there.
    private const long MaxExpansion = 1032;
    private const uint UnsignedBytes = 0x800;

    /// <param name="place">The file, for messages.</param>
    /// <param name="file">Its bytes.</param>
    /// <param name="rank">Number of dimensions it must have.</param>
    /// <exception cref="DatasetException">It is no such file, or shorter or longer than its header says.</exception>
    public static IdxFile Parse(string place, byte[] file, int rank)
    {
        var zipped = place.EndsWith(GzipEnding, StringComparison.Ordinal);
        using var raw = new MemoryStream(file, writable: false);
        using Stream stream = zipped ? new GZipStream(raw, CompressionMode.Decompress) : raw;
        try
        {
            var dimensions = ReadHeader(place, stream, rank);
            return new IdxFile(
                dimensions,
                ReadData(place, stream, dimensions, zipped ? file.LongLength * MaxExpansion : file.LongLength)
            );
        }
        catch (InvalidDataException e)
        {
            throw DatasetFault.Header(place, $"broken gzip data: {e.Message}", e);
        }
    }

    private static int[] ReadHeader(string place, Stream stream, int rank)
    {
        var header = new byte[4 * (1 + rank)];
        var length = stream.ReadAtLeast(header, header.Length, throwOnEndOfStream: false);
        if (length < header.Length)
        {
            throw DatasetFault.Header(place, $"has {length} bytes; expected a header of {header.Length}");
        }

        var magic = BinaryPrimitives.ReadUInt32BigEndian(header);
        if (magic != UnsignedBytes + rank)
        {
            throw DatasetFault.Header(
                place,
                $"magic number is 0x{magic:x8}; expected 0x{UnsignedBytes + rank:x8} ({rank} dimensions of bytes)"
            );
        }

        return [.. Enumerable.Range(1, rank).Select(i => ReadDimension(place, header.AsSpan(4 * i, 4), i))];
    }

    private static int ReadDimension(string place, ReadOnlySpan<byte> bytes, int number) =>
        BinaryPrimitives.ReadInt32BigEndian(bytes) switch
        {
            0 => throw DatasetFault.Empty(place, $"dimension {number} is 0; expected at least 1"),
            < 0 and var negative => throw DatasetFault.Header(
                place,
                $"dimension {number} is {negative}; expected at least 1"
            ),
            var size => size,
        };

    private static byte[] ReadData(string place, Stream stream, int[] dimensions, long available)
    {
        var size = 1L;
        foreach (var dimension in dimensions)
        {
            // Each factor is below 2^31 and the product so far below 2^31: it cannot overflow before it is checked.
            size *= dimension;
            if (size > Math.Min(available, Array.MaxLength))
            {
                throw DatasetFault.Header(
                    place,
                    $"the header says {string.Join(" x ", dimensions)} bytes; expected at most the {available} that the file can hold"
                );
            }
        }

        var data = new byte[size];
        var length = stream.ReadAtLeast(data, data.Length, throwOnEndOfStream: false);
        if (length < data.Length)
        {
            throw DatasetFault.Header(
                place,
                $"is shorter than its header says: {length} bytes of data; expected {size}"
            );
        }

        return stream.ReadByte() < 0
            ? data
            : throw DatasetFault.Header(place, $"is longer than its header says; expected {size} bytes of data");
    }
}
