namespace NasCluster.Domain.Experiments;

/// <summary>Takes an experiment file from the disk: a regular file, and never more of it than may be there.</summary>
internal static class SpecFile
{
    /// <exception cref="InvalidSpecException">There is no such file, it cannot be read, or it is too large.</exception>
    public static byte[] Load(string path, int maxBytes)
    {
        try
        {
            var file = Locate(path);
            return file.Length == 0 ? LoadEmpty(file, path) : LoadRegular(file, path, maxBytes);
        }
        catch (Exception e)
            when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw Refusal(SpecCodes.File, path, $"cannot be read: {Shown.Text(e.Message)}");
        }
    }

    private static FileInfo Locate(string path)
    {
        var named = new FileInfo(path);
        if (Directory.Exists(path))
        {
            throw Refusal(SpecCodes.File, path, "is a folder, not a file.");
        }

        if (!named.Exists)
        {
            throw Refusal(SpecCodes.File, path, "does not exist.");
        }

        // The length of a link is its own.
        return named.ResolveLinkTarget(returnFinalTarget: true) as FileInfo ?? named;
    }

    /// <summary>
    /// Pipes, sockets and devices have no length. Opening a pipe to read waits for a writer, for ever if none comes; opening
    /// it to read and write does not wait, and what it is shows in that it cannot seek.
    /// </summary>
    private static byte[] LoadEmpty(FileInfo file, string path)
    {
        try
        {
            using var stream = file.Open(FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
            return stream.CanSeek ? [] : throw Refusal(SpecCodes.File, path, "is not a regular file.");
        }
        catch (UnauthorizedAccessException)
        {
            throw Refusal(SpecCodes.File, path, "is empty, or not a regular file.");
        }
    }

    private static byte[] LoadRegular(FileInfo file, string path, int maxBytes)
    {
        if (file.Length > maxBytes)
        {
            throw TooLarge(path, file.Length, maxBytes);
        }

        // It may grow while it is read, and is then too large or cut in a line.
        using var stream = file.Open(FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var buffer = new byte[Math.Min(maxBytes, 2 * file.Length) + 1];
        var length = stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
        return length > maxBytes ? throw TooLarge(path, length, maxBytes) : buffer[..length];
    }

    private static InvalidSpecException TooLarge(string path, long length, int maxBytes) =>
        Refusal(SpecCodes.Size, path, $"has {length} bytes or more; allowed are {maxBytes}.");

    private static InvalidSpecException Refusal(string code, string path, string reason) =>
        new([new Problem(code, "", 0, 0, $"'{Shown.Text(path)}' {reason}")]);
}
