using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text.Json;
using NasCluster.Domain.Candidates;
using TorchSharp;

namespace NasCluster.Trainer.Checkpoints;

/// <summary>Writes 8 bytes header length, the header, the tensors, and SHA-256 over all of it. Whole or not at all.</summary>
internal static class CheckpointWriter
{
    /// <param name="path">The file; one that is there is replaced in one step.</param>
    /// <param name="image">What it holds; the header lists the tensors here.</param>
    public static CheckpointRef Write(string path, CheckpointImage image)
    {
        var temporary = $"{path}.tmp";
        CheckpointRef written;
        try
        {
            using var file = new FileStream(temporary, FileMode.Create, FileAccess.Write, FileShare.None);
            written = WriteTo(file, path, image.Header with { Tensors = LayoutOf(image.Tensors) }, image.Tensors);
            file.Flush(flushToDisk: true);
        }
        catch
        {
            // Half a file on a full disk would be in the way of the next one.
            File.Delete(temporary);
            throw;
        }

        File.Move(temporary, path, overwrite: true);
        FolderSync.Flush(Path.GetDirectoryName(path)!);
        return written;
    }

    private static CheckpointRef WriteTo(
        FileStream file,
        string path,
        CheckpointHeader header,
        IReadOnlyList<(string Name, torch.Tensor Value)> values
    )
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var json = JsonSerializer.SerializeToUtf8Bytes(header, CheckpointJson.Default.CheckpointHeader);
        Span<byte> length = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)json.Length);
        Append(length);
        Append(json);
        foreach (var (_, value) in values)
        {
            Append(value.bytes);
        }

        Append(hash.GetCurrentHash());
        return new(header.Progress.Epoch, path, file.Position, Convert.ToHexStringLower(hash.GetHashAndReset()));

        void Append(ReadOnlySpan<byte> bytes)
        {
            file.Write(bytes);
            hash.AppendData(bytes);
        }
    }

    private static ImmutableArray<CheckpointTensor> LayoutOf(IReadOnlyList<(string Name, torch.Tensor Value)> values)
    {
        var layout = ImmutableArray.CreateBuilder<CheckpointTensor>(values.Count);
        var end = 0L;
        foreach (var (name, value) in values)
        {
            var length = value.NumberOfElements * sizeof(float);
            layout.Add(new(name, CheckpointLayout.DType, [.. value.shape], end, length));
            end += length;
        }

        return layout.MoveToImmutable();
    }
}
