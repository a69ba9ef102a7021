using System.Runtime.InteropServices;

namespace NasCluster.Trainer.Runtime;

/// <summary>
/// Ends the process from any thread at once. The ordinary way runs destructors of libtorch while another thread may be
/// computing in it, and then crashes now and then.
/// </summary>
internal static partial class ProcessEnd
{
    public static void Now(int code)
    {
        if (OperatingSystem.IsWindows())
        {
            Environment.Exit(code);
        }

        ExitAtOnce(code);
    }

    [LibraryImport("libc", EntryPoint = "_exit")]
    private static partial void ExitAtOnce(int code);
}
