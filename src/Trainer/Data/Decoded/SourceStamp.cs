namespace NasCluster.Trainer.Data.Decoded;

/// <summary>A file, or a folder that was listed.</summary>
/// <param name="Length">Bytes; −1 of a folder.</param>
/// <param name="Changed">Time of the last change, in ticks of UTC.</param>
internal readonly record struct SourceStamp(long Length, long Changed)
{
    private const long OfFolder = -1;

    /// <summary>What is at a path now; null where nothing is.</summary>
    public static SourceStamp? At(string path) =>
        File.Exists(path) ? new(new FileInfo(path).Length, File.GetLastWriteTimeUtc(path).Ticks)
        : Directory.Exists(path) ? new(OfFolder, Directory.GetLastWriteTimeUtc(path).Ticks)
        : null;
}
