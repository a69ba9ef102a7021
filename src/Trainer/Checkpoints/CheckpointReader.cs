using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text.Json;
using NasCluster.Domain.Candidates;

namespace NasCluster.Trainer.Checkpoints;

/// <summary>Reads a checkpoint and trusts nothing in it before the checks for it: size, hash, header, layout.</summary>
internal static class CheckpointReader
{
    private const int LengthBytes = sizeof(ulong);
    private const int MaxHeaderBytes = 1 << 20;

    /// <param name="reference">The file as it was recorded when it was written.</param>
    /// <exception cref="CheckpointException">Any fault, with its code.</exception>
    public static Checkpoint Read(CheckpointRef reference)
    {
        var content = ReadAll(reference);
        var body = content.AsMemory(0, content.Length - SHA256.HashSizeInBytes);
        if (
            Convert.ToHexStringLower(SHA256.HashData(content)) != reference.Sha256
            || !SHA256.HashData(body.Span).AsSpan().SequenceEqual(content.AsSpan(body.Length))
        )
        {
            throw new CheckpointException(CheckpointException.Hash, $"'{reference.Path}' was changed.");
        }

        var (header, end) = ReadHeader(body, reference.Path);
        CheckpointLayout.Check(header.Tensors, body.Length - end);
        return new(header, body[end..]);
    }

    private static byte[] ReadAll(CheckpointRef reference)
    {
        try
        {
            using var file = new FileStream(reference.Path, FileMode.Open, FileAccess.Read, FileShare.Read);
            if (file.Length != reference.Size || file.Length < LengthBytes + SHA256.HashSizeInBytes)
            {
                throw Corrupt(reference, $"has {file.Length} bytes, expected {reference.Size}");
            }

            var content = new byte[file.Length];
            file.ReadExactly(content);
            return content;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw Corrupt(reference, $"cannot be read: {e.Message}", e);
        }
        catch (OverflowException e)
        {
            throw Corrupt(reference, "is too large", e);
        }
    }

    private static (CheckpointHeader Header, int End) ReadHeader(ReadOnlyMemory<byte> body, string path)
    {
        var length = BinaryPrimitives.ReadUInt64LittleEndian(body.Span);
        if (length > MaxHeaderBytes || length > (ulong)(body.Length - LengthBytes))
        {
            throw new CheckpointException(CheckpointException.Header, $"'{path}' claims a header of {length} bytes.");
        }

        var end = LengthBytes + (int)length;
        return (Parse(body[LengthBytes..end], path), end);
    }

    private static CheckpointHeader Parse(ReadOnlyMemory<byte> json, string path)
    {
        try
        {
            RequireVersion(json, path);
            var header = JsonSerializer.Deserialize(json.Span, CheckpointJson.Default.CheckpointHeader);
            return header is { Format: CheckpointHeader.FormatName }
                ? header
                : throw new CheckpointException(CheckpointException.Header, $"'{path}' names another format.");
        }
        catch (JsonException e)
        {
            throw new CheckpointException(CheckpointException.Header, $"'{path}' has no valid header: {e.Message}", e);
        }
    }

    /// <summary>Before all else: what another version has in its header is not known here.</summary>
    private static void RequireVersion(ReadOnlyMemory<byte> json, string path)
    {
        using var header = JsonDocument.Parse(json);
        if (
            header.RootElement is { ValueKind: JsonValueKind.Object } root
            && root.TryGetProperty("format", out var format)
            && format.ValueKind == JsonValueKind.String
            && format.ValueEquals(CheckpointHeader.FormatName)
            && root.TryGetProperty("version", out var version)
            && (
                version.ValueKind != JsonValueKind.Number
                || !version.TryGetInt32(out var number)
                || number != CheckpointHeader.CurrentVersion
            )
        )
        {
            throw new CheckpointException(
                CheckpointException.Version,
                $"'{path}' has version {version}, expected {CheckpointHeader.CurrentVersion}."
            );
        }
    }

    private static CheckpointException Corrupt(CheckpointRef reference, string fault, Exception? inner = null) =>
        new(CheckpointException.Corrupt, $"'{reference.Path}' {fault}.", inner);
}
