using NasCluster.Domain.Candidates;
using NasCluster.Domain.Experiments;
using NasCluster.Domain.SearchSpaces;
using NasCluster.Domain.Training;

namespace NasCluster.Domain.Exporting;

/// <summary>Where a deployed network comes from: enough to find it again, and to train it again to the bit.</summary>
public sealed record ExportProvenance
{
    public required CandidateId Candidate { get; init; }

    /// <summary>The step of the search that proposed it.</summary>
    public required string Stage { get; init; }

    public required string Space { get; init; }

    public required string Strategy { get; init; }

    /// <summary>Seed of the experiment.</summary>
    public required ulong Seed { get; init; }

    /// <summary>SHA-256 of the experiment's spec with every default written out.</summary>
    public required string SpecSha256 { get; init; }

    public required ParameterSet Architecture { get; init; }

    public required ParameterSet Recipe { get; init; }

    public required string Dataset { get; init; }

    public required string DatasetSha256 { get; init; }

    /// <summary>Epochs trained.</summary>
    public required int Epochs { get; init; }

    /// <summary>SHA-256 of the checkpoint the weights were taken from.</summary>
    public required string CheckpointSha256 { get; init; }

    /// <summary>Version of NasCluster.</summary>
    public string? Version { get; init; }

    /// <summary>Version of libtorch.</summary>
    public string? Torch { get; init; }

    public DateTimeOffset? ExportedAt { get; init; }

    /// <exception cref="ArgumentException">It has no checkpoint.</exception>
    public static ExportProvenance Of(TrainedCandidate trained)
    {
        var (candidate, experiment, checkpoint) = trained;
        return new()
        {
            Candidate = candidate.Id,
            Stage = candidate.Stage,
            Space = experiment.Spec.Space.Name,
            Strategy = experiment.Spec.Strategy.Name,
            Seed = experiment.Spec.Seed,
            SpecSha256 = ExperimentSpecHash.Of(experiment.Spec),
            Architecture = candidate.Configuration.Architecture,
            Recipe = candidate.Configuration.Recipe,
            Dataset = experiment.Dataset.Name,
            DatasetSha256 = experiment.Dataset.ContentHash,
            Epochs = candidate.Epochs,
            CheckpointSha256 =
                checkpoint?.Sha256 ?? throw new ArgumentException("It has no checkpoint.", nameof(trained)),
        };
    }
}
