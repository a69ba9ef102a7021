using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json;
using NasCluster.Domain.Architectures;
using NasCluster.Trainer.Exporting;

namespace NasCluster.Trainer.Data.Decoded;

/// <summary>
/// A decoded data set as a file: a mark, the SHA-256 of all that follows, the length of the header (4 bytes), the header as
/// JSON, and then pixels of the training and the test images and their labels (4 bytes each, or the masks). All numbers are
/// little-endian.
/// </summary>
internal static class DecodedFile
{
    private const int HashBytes = 32;
    private const int LengthAt = 8 + HashBytes;
    private const int HeaderAt = LengthAt + sizeof(int);
    private static readonly byte[] Mark = "NASIMG01"u8.ToArray();

    /// <summary>Bytes of the file, nearly.</summary>
    public static long SizeOf(LoadedDataset data) =>
        (long)data.Train.Pixels.Length
        + data.Test.Pixels.Length
        + LabelsOf(data.Train).Length
        + LabelsOf(data.Test).Length;

    /// <summary>Writes it whole: who reads at the same time finds the file before, or this one.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    public static void Write(string path, LoadedDataset data, SourceStamps sources)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(
            DecodedHeader.Of(data, sources),
            DecodedJson.Default.DecodedHeader
        );
        var length = BitConverter.GetBytes(json.Length);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        WholeFile.Write(
            path,
            file =>
            {
                file.Write(Mark);
                file.Write(new byte[HashBytes]);
                Put(length);
                Put(json);
                Put(data.Train.Pixels);
                Put(data.Test.Pixels);
                Put(LabelsOf(data.Train));
                Put(LabelsOf(data.Test));
                file.Position = Mark.Length;
                file.Write(hash.GetHashAndReset());

                void Put(ReadOnlySpan<byte> bytes)
                {
                    hash.AppendData(bytes);
                    file.Write(bytes);
                }
            }
        );
    }

    /// <summary>The data set over the mapped file, which stays mapped; null where the file is not there or not whole.</summary>
    public static (DecodedHeader Header, LoadedDataset Data)? TryOpen(string path)
    {
        if (!File.Exists(path) || !BitConverter.IsLittleEndian)
        {
            return null;
        }

        MappedBytes? file = null;
        try
        {
            file = new MappedBytes(path);
            if (Parse(file.Memory) is { } parsed)
            {
                file = null;
                return parsed;
            }
        }
        catch (Exception e)
            when (e
                    is IOException
                        or UnauthorizedAccessException
                        or JsonException
                        or ArgumentException
                        or OverflowException
            )
        {
            // As good as not there: it is written again.
        }
        finally
        {
            ((IDisposable?)file)?.Dispose();
        }

        return null;
    }

    private static (DecodedHeader, LoadedDataset)? Parse(ReadOnlyMemory<byte> file)
    {
        var bytes = file.Span;
        if (
            bytes.Length < HeaderAt
            || !bytes.StartsWith(Mark)
            || !SHA256.HashData(bytes[LengthAt..]).AsSpan().SequenceEqual(bytes.Slice(Mark.Length, HashBytes))
        )
        {
            return null;
        }

        var length = BitConverter.ToInt32(bytes.Slice(LengthAt, sizeof(int)));
        var header = JsonSerializer.Deserialize(bytes.Slice(HeaderAt, length), DecodedJson.Default.DecodedHeader)!;
        return (header, DataOf(header, file[(HeaderAt + length)..]));
    }

    private static LoadedDataset DataOf(DecodedHeader header, ReadOnlyMemory<byte> rest)
    {
        var plane = header.Side * header.Side;
        var (trainPixels, testPixels) = (
            Take(header.TrainCount, plane * header.Channels),
            Take(header.TestCount, plane * header.Channels)
        );
        var perImage = header.Task == LearningTask.Segmentation ? plane : sizeof(int);
        return new(
            SetOf(header, trainPixels, Take(header.TrainCount, perImage)),
            SetOf(header, testPixels, Take(header.TestCount, perImage))
        )
        {
            ClassNames = header.ClassNames,
        };

        ReadOnlyMemory<byte> Take(int count, int each)
        {
            var size = checked(count * each);
            var part = rest[..size];
            rest = rest[size..];
            return part;
        }
    }

    private static ImageSet SetOf(DecodedHeader header, ReadOnlyMemory<byte> pixels, ReadOnlyMemory<byte> labels) =>
        new(
            pixels,
            header.Task == LearningTask.Segmentation
                ? new ClassMasks(labels, header.Side, header.Side)
                : new ClassLabels(MemoryMarshal.Cast<byte, int>(labels.Span).ToArray()),
            header.Channels,
            header.Side,
            header.Side,
            header.Classes
        );

    private static ReadOnlySpan<byte> LabelsOf(ImageSet images) =>
        images.Targets is ClassMasks masks ? masks.Values.Span : MemoryMarshal.AsBytes(images.Labels.AsSpan());
}
