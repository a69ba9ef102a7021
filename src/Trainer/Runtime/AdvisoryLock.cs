using System.ComponentModel;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace NasCluster.Trainer.Runtime;

/// <summary>
/// A lock on a file that processes of this machine share (flock(2)). The kernel gives it back when its process ends,
/// however that ends.
/// </summary>
internal sealed partial class AdvisoryLock : IDisposable
{
    private const int ReadWriteCreateCloseOnExec = 0x2 | 0x40 | 0x80000;
    private const int OwnerOnly = 0x180;
    private const int Shared = 1;
    private const int Exclusive = 2;
    private const int AtOnce = 4;
    private const int Release = 8;

    private readonly SafeFileHandle _file;

    private AdvisoryLock(SafeFileHandle file) => _file = file;

    /// <summary>Opens the file of a lock, which is made where it is not there; the lock is not taken.</summary>
    /// <exception cref="IOException">It cannot be opened, or this is another system than Linux.</exception>
    public static AdvisoryLock Open(string path)
    {
        if (!OperatingSystem.IsLinux())
        {
            throw new IOException("There are advisory locks on Linux only.");
        }

        var descriptor = OpenFile(path, ReadWriteCreateCloseOnExec, OwnerOnly);
        return descriptor >= 0
            ? new(new SafeFileHandle(descriptor, ownsHandle: true))
            : throw new IOException($"{path}: {new Win32Exception(Marshal.GetLastPInvokeError()).Message}");
    }

    /// <summary>Takes the lock along with others that share it; false where somebody has it alone.</summary>
    public bool TryShare() => Apply(Shared | AtOnce);

    /// <summary>Takes the lock alone; false where anybody has it.</summary>
    public bool TryTake() => Apply(Exclusive | AtOnce);

    public void Leave() => Apply(Release);

    public void Dispose() => _file.Dispose();

    private bool Apply(int operation) => Lock((int)_file.DangerousGetHandle(), operation) == 0;

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int OpenFile(string path, int flags, int mode);

    [LibraryImport("libc", EntryPoint = "flock")]
    private static partial int Lock(int descriptor, int operation);
}
