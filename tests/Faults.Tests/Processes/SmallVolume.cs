namespace NasCluster.Faults.Tests.Processes;

/// <summary>A file system of a few megabytes; takes root.</summary>
internal sealed class SmallVolume : IDisposable
{
    public SmallVolume(int megabytes)
    {
        Path = Directory.CreateTempSubdirectory("nas-volume-").FullName;
        TestNetwork.Run("mount", $"-t tmpfs -o size={megabytes}m none {Path}");
    }

    public string Path { get; }

    public void MakeReadOnly() => TestNetwork.Run("mount", $"-o remount,ro {Path}");

    public void Dispose()
    {
        TestNetwork.Run("umount", $"-l {Path}", mayFail: true);
        Directory.Delete(Path, recursive: true);
    }
}
