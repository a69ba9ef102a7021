namespace NasCluster.Trainer.Runtime;

/// <summary>The folder that all trainers of a user on this machine share: decoded images, and locks of devices.</summary>
internal static class MachineFolder
{
    /// <summary>Environment variable that names another one.</summary>
    public const string Variable = "NASCLUSTER_CACHE";

    private const string Name = "nascluster";

    /// <summary>The folder by the XDG base directory specification; nothing is made.</summary>
    /// <param name="variable">Reads an environment variable.</param>
    public static string Find(Func<string, string?> variable) =>
        Whole(variable(Variable))
        ?? Below(variable("XDG_CACHE_HOME"), Name)
        ?? Below(variable("HOME"), Path.Combine(".cache", Name))
        ?? Path.Combine(Path.GetTempPath(), $"{Name}-{Environment.UserName}");

    /// <summary>Makes a folder below it that only its owner can use; null where that is not allowed.</summary>
    public static string? TryCreate(string folder)
    {
        try
        {
            return OperatingSystem.IsWindows()
                ? Directory.CreateDirectory(folder).FullName
                : Directory
                    .CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute)
                    .FullName;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static string? Whole(string? path) => string.IsNullOrEmpty(path) ? null : Path.GetFullPath(path);

    private static string? Below(string? root, string name) =>
        Path.IsPathRooted(root) ? Path.Combine(root, name) : null;
}
