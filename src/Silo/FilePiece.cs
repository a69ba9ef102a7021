namespace NasCluster.Silo;

/// <summary>Pieces of files that may be deleted while they are read.</summary>
internal static class FilePiece
{
    /// <summary>At most so many bytes from an offset, fewer at the end; null where the file is not here.</summary>
    public static async Task<byte[]?> ReadAsync(string path, long offset, int count, CancellationToken ct)
    {
        if (!File.Exists(path))
        {
            return null;
        }

        try
        {
            await using var file = new FileStream(
                path,
                FileMode.Open,
                FileAccess.Read,
                FileShare.ReadWrite | FileShare.Delete
            );
            file.Seek(offset, SeekOrigin.Begin);
            var bytes = new byte[Math.Max(0, Math.Min(count, file.Length - offset))];
            await file.ReadExactlyAsync(bytes, ct);
            return bytes;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
