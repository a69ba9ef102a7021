namespace NasCluster.Cli.Output;

/// <summary>Files that commands write where the user says.</summary>
internal static class OutputFile
{
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
}
