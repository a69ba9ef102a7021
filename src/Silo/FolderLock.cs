using System.Text.Json;

namespace NasCluster.Silo;

/// <summary>The right to be the one silo of a data folder, and a note for others where to reach it.</summary>
public sealed class FolderLock : IDisposable
{
    private const string LockFile = "silo.lock";
    private const string NoteFile = "silo.json";
    private readonly FileStream _file;
    private readonly string _note;

    private FolderLock(FileStream file, string note)
    {
        _file = file;
        _note = note;
    }

    /// <summary>Takes the lock; null where another process has it.</summary>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder cannot be written.</exception>
    public static FolderLock? TryTake(string dataFolder)
    {
        Directory.CreateDirectory(dataFolder);
        try
        {
            var file = new FileStream(
                Path.Combine(dataFolder, LockFile),
                FileMode.OpenOrCreate,
                FileAccess.ReadWrite,
                FileShare.None
            );
            return new(file, Path.Combine(dataFolder, NoteFile));
        }
        catch (IOException e) when (e.GetType() == typeof(IOException))
        {
            return null;
        }
    }

    /// <summary>Where the silo of a folder can be reached; null where there is no note.</summary>
    public static SiloNote? Read(string dataFolder)
    {
        try
        {
            return JsonSerializer.Deserialize<SiloNote>(File.ReadAllText(Path.Combine(dataFolder, NoteFile)));
        }
        catch (Exception e) when (e is IOException or JsonException)
        {
            return null;
        }
    }

    public void Dispose()
    {
        File.Delete(_note);
        _file.Dispose();
    }

    internal void Publish(SiloNote note) => File.WriteAllText(_note, JsonSerializer.Serialize(note));
}
