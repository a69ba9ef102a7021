using NasCluster.Domain.Experiments;
using NasCluster.Trainer.Data.Decoded;

namespace NasCluster.Trainer.Data;

/// <summary>The folder of one data set: reads files that are really inside its root, and hashes what it reads.</summary>
internal sealed class DatasetFolder
{
    private readonly string _root;
    private readonly ContentHash _hash = new();
    private readonly SortedDictionary<string, SourceStamp> _stamps = new(StringComparer.Ordinal);

    /// <exception cref="DatasetException">A link leads out of the root.</exception>
    public DatasetFolder(string root, string name)
    {
        _root = Resolve(root);
        FullPath = _root;
        FullPath = Locate(name);
    }

    /// <summary>With all links resolved.</summary>
    public string FullPath { get; }

    /// <summary>Of all files read so far.</summary>
    public string ContentHash => _hash.ToString();

    /// <summary>Of all files read and folders listed so far.</summary>
    public SourceStamps Stamps => new(FullPath, _stamps);

    /// <summary>Whether everything that was read and listed is as it was then.</summary>
    public bool IsUnchanged(SourceStamps stamps) =>
        stamps.Folder == FullPath && stamps.Entries.All(entry => SourceStamp.At(Locate(entry.Key)) == entry.Value);

    /// <summary>Names of files and folders in ordinal order, without hidden ones.</summary>
    /// <param name="folder">Below the data set's folder; empty for itself.</param>
    public IReadOnlyList<string> Entries(string folder = "")
    {
        var path = Locate(folder);
        try
        {
            Stamp(folder, path);
            var names = Directory.EnumerateFileSystemEntries(path).Select(entry => Path.GetFileName(entry));
            return [.. names.Where(name => !name.StartsWith('.')).Order(StringComparer.Ordinal)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw DatasetFault.Missing(path, $"cannot be listed: {e.Message}; expected a folder", e);
        }
    }

    public bool IsFolder(string name) => Directory.Exists(Locate(name));

    /// <summary>The whole of a file, which becomes part of the content hash.</summary>
    public byte[] Read(string name)
    {
        Stamp(name, Locate(name));
        var bytes = Peek(name);
        _hash.Add(name, bytes);
        return bytes;
    }

    /// <summary>The whole of a file that is going to be read once more.</summary>
    public byte[] Peek(string name)
    {
        var path = Locate(name);
        try
        {
            return ReadRegularFile(path);
        }
        catch (EndOfStreamException e)
        {
            throw DatasetFault.Changed(path, "became shorter while it was read", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw DatasetFault.Missing(path, $"cannot be read: {e.Message}", e);
        }
    }

    // Before it is read: what changes while it is being read has another stamp afterwards.
    private void Stamp(string name, string path)
    {
        if (SourceStamp.At(path) is { } stamp)
        {
            _stamps.TryAdd(name, stamp);
        }
    }

    private static byte[] ReadRegularFile(string path)
    {
        if (!File.Exists(path))
        {
            var found = Directory.Exists(path) ? "is a folder" : "is not there";
            throw DatasetFault.Missing(path, $"{found}; expected a file");
        }

        // Pipes and devices have no length either, and are not even opened: reading one might never end.
        var length = new FileInfo(path).Length;
        if (length == 0 || length > Array.MaxLength)
        {
            throw length == 0
                ? DatasetFault.Empty(path, "is empty or no regular file; expected data")
                : DatasetFault.Header(path, $"has {length} bytes; expected at most {Array.MaxLength}");
        }

        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        var bytes = new byte[length];
        stream.ReadExactly(bytes);
        return stream.ReadByte() < 0 ? bytes : throw DatasetFault.Changed(path, "became longer while it was read");
    }

    private string Locate(string name)
    {
        var path = Path.Combine(FullPath, name);
        var resolved = Resolve(path);
        return CanonicalPath.IsInside(resolved, _root)
            ? resolved
            : throw DatasetFault.Path(path, $"leads to {resolved}; expected a place inside of {_root}");
    }

    private static string Resolve(string path)
    {
        try
        {
            return CanonicalPath.Of(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw DatasetFault.Missing(path, $"cannot be reached: {e.Message}", e);
        }
    }
}
