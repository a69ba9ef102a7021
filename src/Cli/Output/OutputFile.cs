namespace NasCluster.Cli.Output;

/// <summary>Files that commands write where the user says.</summary>
internal static class OutputFile
{
    /// <summary>Writes beside the file first, so that what was there stays whole until the new one is.</summary>
    /// <exception cref="CommandException">It cannot be written.</exception>
    public static Task ReplaceAsync(string option, string path, Func<string, Task> write) =>
        WriteAsync(option, path, file => IsDevice(file) ? write(file) : ReplaceAsync(file, write));

    /// <exception cref="CommandException">It cannot be written.</exception>
    public static async Task WriteAsync(string option, string path, Func<string, Task> write)
    {
        try
        {
            await write(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new CommandException(ExitCode.BadInput, $"{option} '{path}' cannot be written: {e.Message}");
        }
    }

    /// <summary>Such as /dev/stdout, beside which nothing can be written.</summary>
    public static bool IsDevice(string path) =>
        path.StartsWith("/dev/", StringComparison.Ordinal) || path.StartsWith("/proc/", StringComparison.Ordinal);

    private static async Task ReplaceAsync(string path, Func<string, Task> write)
    {
        var part = $"{path}.{Guid.NewGuid():N}.part";
        try
        {
            await write(part);
            File.Move(part, path, overwrite: true);
        }
        finally
        {
            File.Delete(part);
        }
    }
}
