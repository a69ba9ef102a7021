using System.Globalization;
using NasCluster.Domain.Candidates;
using NasCluster.Domain.Scheduling;
using NasCluster.Silo.Trainers;

namespace NasCluster.Silo.Slots;

/// <summary>Where checkpoints lie: a folder per attempt, its path made from ids. The store keeps paths below the data folder.</summary>
internal sealed class CheckpointFolders(string dataFolder)
{
    private readonly string _root = Path.GetFullPath(dataFolder);

    /// <summary>Makes the folder of an attempt.</summary>
    public string Create(AttemptRef attempt) => Directory.CreateDirectory(Of(attempt)).FullName;

    /// <summary>The checkpoint as the store keeps it.</summary>
    /// <exception cref="TrainerProtocolException">The file is not in the attempt's folder.</exception>
    public CheckpointRef? ToStored(AttemptRef attempt, CheckpointRef? checkpoint)
    {
        if (checkpoint is null)
        {
            return null;
        }

        var path = Path.GetFullPath(checkpoint.Path);
        return path.StartsWith(Of(attempt) + Path.DirectorySeparatorChar, StringComparison.Ordinal)
            ? checkpoint with
            {
                Path = Path.GetRelativePath(_root, path),
            }
            : throw new TrainerProtocolException("The trainer named a checkpoint outside its folder.");
    }

    /// <summary>The checkpoint with its whole path; null where the file is gone.</summary>
    public CheckpointRef? ToFile(CheckpointRef? checkpoint)
    {
        var path = checkpoint is null ? null : Path.Combine(_root, checkpoint.Path);
        return File.Exists(path) ? checkpoint! with { Path = path } : null;
    }

    /// <summary>Deletes what a finished candidate needs no longer: all but the completed attempt's folder.</summary>
    public void Sweep(Candidate candidate)
    {
        var folder = Of(candidate.Id);
        if (!candidate.State.IsFinal || !Directory.Exists(folder))
        {
            return;
        }

        var kept = candidate.State == CandidateState.Completed ? NumberText(candidate.Attempts) : null;
        foreach (var attempt in Directory.EnumerateDirectories(folder).Where(path => NumberOf(path) != kept))
        {
            Directory.Delete(attempt, recursive: true);
        }
    }

    /// <summary>Bytes of all checkpoints in the data folder.</summary>
    public long Size() => SizeOf(Path.Combine(_root, "checkpoints"));

    /// <summary>Deletes all checkpoints of a candidate.</summary>
    /// <returns>How many bytes that were; 0 where it has none here.</returns>
    public long Delete(CandidateId id)
    {
        var folder = Of(id);
        var size = SizeOf(folder);
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }

        return size;
    }

    private static long SizeOf(string folder) =>
        Directory.Exists(folder)
            ? new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Length)
            : 0;

    private static string NumberText(int number) => number.ToString(CultureInfo.InvariantCulture);

    private string Of(CandidateId id) => Path.Combine(_root, "checkpoints", id.Experiment, NumberText(id.Number));

    private static string NumberOf(string path) => Path.GetFileName(path).Split('-')[0];

    private string Of(AttemptRef attempt) => Path.Combine(Of(attempt.Candidate), AttemptTag.Name(attempt));
}
