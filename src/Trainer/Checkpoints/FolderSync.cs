using System.Runtime.InteropServices;

namespace NasCluster.Trainer.Checkpoints;

/// <summary>Makes a rename survive a power cut, which takes flushing the folder too; .NET cannot open one.</summary>
internal static partial class FolderSync
{
    private const int ReadOnly = 0;

    /// <summary>Does what the system can; a folder that cannot be flushed is no reason to fail.</summary>
    public static void Flush(string folder)
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        var descriptor = Open(folder, ReadOnly);
        if (descriptor >= 0)
        {
            _ = Sync(descriptor);
            _ = Close(descriptor);
        }
    }

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync")]
    private static partial int Sync(int descriptor);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int descriptor);
}
