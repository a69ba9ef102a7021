using NasCluster.Domain.Candidates;
using NasCluster.Domain.Training;

namespace NasCluster.Domain.Exporting;

/// <summary>A trained candidate to be written for deployment.</summary>
public sealed record CandidateExportRequest
{
    /// <summary>What it was trained from, resuming from its last checkpoint.</summary>
    public required TrainCommand Training { get; init; }

    /// <summary>What its training gave.</summary>
    public required CandidateMetrics Metrics { get; init; }

    public required ExportProvenance Provenance { get; init; }

    /// <summary>One file in this format; null: a folder with everything.</summary>
    public ExportFormat? Format { get; init; }

    /// <summary>File or folder to write. A folder must be new or empty.</summary>
    public required string Output { get; init; }
}
