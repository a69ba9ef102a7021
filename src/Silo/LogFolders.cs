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

    /// <summary>Whether a folder is one of ours, whatever an id is called.</summary>
    public bool Contains(string folder) =>
        Path.GetFullPath(folder).StartsWith(_root + Path.DirectorySeparatorChar, StringComparison.Ordinal);
}
