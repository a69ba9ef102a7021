using NasCluster.Domain.Candidates;
using NasCluster.Domain.Supernets;
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

    /// <summary>Why a candidate cannot be exported; null where it can.</summary>
    public static string? RefusalOf(TrainedCandidate trained)
    {
        var (candidate, experiment, checkpoint) = trained;
        if (candidate.State != CandidateState.Completed || candidate.Metrics is null || checkpoint is null)
        {
            return $"{candidate.Id} is {candidate.State.ToString().ToLowerInvariant()} and has {(checkpoint is null ? "no" : "a")} checkpoint; only completed candidates with one can be exported.";
        }

        if (candidate.IsSupernet)
        {
            return $"{candidate.Id} is a supernet and no network of its own; export one of the candidates derived from it.";
        }

        return experiment.Spec.Space.Decoder is null
            ? $"{candidate.Id} was trained by a program of its own; its network is not known here."
            : null;
    }

    /// <param name="trained">A candidate that <see cref="RefusalOf"/> has nothing against.</param>
    /// <param name="dataFolder">Where its checkpoint lies below.</param>
    /// <param name="output">File or folder to write.</param>
    /// <param name="format">One file in this format; null: a folder with everything.</param>
    public static CandidateExportRequest Of(
        TrainedCandidate trained,
        string dataFolder,
        string output,
        ExportFormat? format = null
    ) =>
        new()
        {
            Training = TrainCommand.Of(trained.Experiment, trained.Candidate, nonce: "export") with
            {
                Resume = trained.Checkpoint! with
                {
                    Path = Path.GetFullPath(Path.Combine(dataFolder, trained.Checkpoint.Path)),
                },
            },
            Metrics = trained.Candidate.Metrics!,
            Provenance = ExportProvenance.Of(trained),
            Format = format,
            Output = Path.GetFullPath(output),
        };
}
