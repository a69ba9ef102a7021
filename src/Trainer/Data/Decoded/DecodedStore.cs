using System.Globalization;
using NasCluster.Domain.Experiments;
using NasCluster.Trainer.Runtime;

namespace NasCluster.Trainer.Data.Decoded;

/// <summary>
/// Decoded images that all slots of a machine share: the first one decodes a data set and writes it down, the others map
/// the file. Files are named by content hash and image size, whole or not there, and checked when they are opened.
/// </summary>
/// <param name="folder">Of this machine and user.</param>
/// <param name="limitBytes">Beyond it the files that were not opened for the longest time go.</param>
/// <param name="isUnchanged">Whether the data set of this name still is what it was decoded from.</param>
/// <param name="time">The clock of the wait for another process that decodes.</param>
internal sealed class DecodedStore(
    string folder,
    long limitBytes,
    Func<string, SourceStamps, bool> isUnchanged,
    TimeProvider time
)
{
    private const string Ending = ".images";
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(120);

    /// <summary>A data set at an image size; decoded by the one given only where nobody did before.</summary>
    /// <param name="description">Which data set.</param>
    /// <param name="side">Side of the images in pixels.</param>
    /// <param name="decode">Reads it, at that size.</param>
    /// <exception cref="DatasetException">By <paramref name="decode"/>.</exception>
    public LoadedDataset Get(DatasetDescription description, int side, Func<LoadedDataset> decode)
    {
        if (MachineFolder.TryCreate(folder) is null || PathOf(description, side) is not { } path)
        {
            return decode();
        }

        if (TryOpen(path, description) is { } known)
        {
            return known;
        }

        using var turn = Turn(path);
        return TryOpen(path, description) ?? Keep(path, description, decode());
    }

    private LoadedDataset? TryOpen(string path, DatasetDescription description)
    {
        if (
            DecodedFile.TryOpen(path) is not var (header, data)
            || header.Task != description.Task
            || !isUnchanged(description.Name, header.Sources)
        )
        {
            return null;
        }

        try
        {
            File.SetLastWriteTimeUtc(path, time.GetUtcNow().UtcDateTime);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It only goes earlier than it would have.
        }

        return data;
    }

    private LoadedDataset Keep(string path, DatasetDescription description, LoadedDataset data)
    {
        if (data.Sources is not { } sources || DecodedFile.SizeOf(data) is var size && size > limitBytes)
        {
            return data;
        }

        try
        {
            MakeRoom(limitBytes - size);
            DecodedFile.Write(path, data, sources);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return data;
        }

        // The mapped one shares its memory with others; the decoded one can go.
        return TryOpen(path, description) ?? data;
    }

    private void MakeRoom(long left)
    {
        var files = new DirectoryInfo(folder).GetFiles("*" + Ending).OrderByDescending(file => file.LastWriteTimeUtc);
        foreach (var file in files)
        {
            left -= file.Length;
            if (left < 0)
            {
                file.Delete();
            }
        }

        var old = time.GetUtcNow().UtcDateTime - TimeSpan.FromHours(1);
        foreach (var part in new DirectoryInfo(folder).GetFiles(".*.part").Where(part => part.LastWriteTimeUtc < old))
        {
            part.Delete();
        }
    }

    /// <summary>Only one process decodes; whoever waits too long decodes as well.</summary>
    private AdvisoryLock? Turn(string path)
    {
        try
        {
            var turn = AdvisoryLock.Open($"{path}.lock");
            var start = time.GetTimestamp();
            while (!turn.TryTake() && time.GetElapsedTime(start) < LongestWait)
            {
                Thread.Sleep(Pause);
            }

            return turn;
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>Null where the hash is none: it comes from outside and becomes part of a path.</summary>
    private string? PathOf(DatasetDescription description, int side) =>
        description.ContentHash.Length == 64 && description.ContentHash.All(char.IsAsciiHexDigitLower)
            ? Path.Combine(
                folder,
                string.Create(CultureInfo.InvariantCulture, $"{description.ContentHash}-{side}{Ending}")
            )
            : null;
}
