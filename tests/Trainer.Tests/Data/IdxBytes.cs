using System.Buffers.Binary;
using System.IO.Compression;

namespace NasCluster.Trainer.Tests.Data;

/// <summary>Makes IDX files and whole small data sets of them.</summary>
internal static class IdxBytes
{
    public const string TrainImages = "train-images-idx3-ubyte";
    public const string TrainLabels = "train-labels-idx1-ubyte";
    public const string TestImages = "t10k-images-idx3-ubyte";
    public const string TestLabels = "t10k-labels-idx1-ubyte";

    public static byte[] Of(int[] dimensions, byte[] data)
    {
        var header = new byte[4 + 4 * dimensions.Length];
        BinaryPrimitives.WriteInt32BigEndian(header, 0x800 + dimensions.Length);
        for (var i = 0; i < dimensions.Length; i++)
        {
            BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4 + 4 * i), dimensions[i]);
        }

        return [.. header, .. data];
    }

    public static byte[] Images(int count, int side, int first = 0) =>
        Of([count, side, side], [.. Enumerable.Range(first, count * side * side).Select(i => (byte)(i * 7))]);

    public static byte[] Labels(params byte[] labels) => Of([labels.Length], labels);

    public static byte[] Gzip(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
        {
            gzip.Write(bytes);
        }

        return packed.ToArray();
    }

    /// <summary>Four training images and two test images of 3 × 3 pixels, in three classes.</summary>
    public static void WriteDataset(TempFolder root, string name)
    {
        root.Write($"{name}/{TrainImages}", Images(4, 3));
        root.Write($"{name}/{TrainLabels}", Labels(2, 0, 1, 2));
        root.Write($"{name}/{TestImages}.gz", Gzip(Images(2, 3, first: 100)));
        root.Write($"{name}/{TestLabels}.gz", Gzip(Labels(1, 0)));
    }
}
