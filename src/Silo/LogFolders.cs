using System.Globalization;
using NasCluster.Domain.Candidates;
using NasCluster.Domain.Scheduling;

namespace NasCluster.Silo;

/// <summary>Where the logs of attempts lie below a data folder; the paths are made from ids.</summary>
internal sealed class LogFolders(string dataFolder)
{
    public const string Extension = ".log";
    private readonly string _root = Path.Combine(Path.GetFullPath(dataFolder), "logs");

    /// <summary>Folder with the logs of a candidate.</summary>
    public string Of(CandidateId id) =>
        Path.Combine(_root, id.Experiment, id.Number.ToString(CultureInfo.InvariantCulture));

    /// <summary>File of an attempt.</summary>
    public string Of(AttemptRef attempt) => Path.Combine(Of(attempt.Candidate), AttemptTag.Name(attempt) + Extension);

    /// <summary>Logs of all candidates, in no order.</summary>
    public IEnumerable<LogFolder> All() =>
        from experiment in Below(new(_root))
        from folder in Below(experiment)
        let number = NumberOf(folder)
        where number is not null
        let files = folder.GetFiles()
        select new LogFolder(
            new(experiment.Name, number.Value),
            files.Sum(file => file.Length),
            files.Select(file => file.LastWriteTimeUtc).DefaultIfEmpty().Max()
        );

    /// <summary>Deletes all logs of a candidate.</summary>
    public void Delete(CandidateId id) => Directory.Delete(Of(id), recursive: true);

    /// <summary>Whether a folder is one of ours, whatever an id is called.</summary>
    public bool Contains(string folder) =>
        Path.GetFullPath(folder).StartsWith(_root + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    private static int? NumberOf(DirectoryInfo folder) =>
        int.TryParse(folder.Name, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static IEnumerable<DirectoryInfo> Below(DirectoryInfo folder) =>
        folder.Exists ? folder.EnumerateDirectories() : [];
}
