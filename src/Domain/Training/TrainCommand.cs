using NasCluster.Domain.Candidates;
using NasCluster.Domain.Experiments;
using NasCluster.Domain.SearchSpaces;

namespace NasCluster.Domain.Training;

/// <summary>Train one candidate.</summary>
public sealed record TrainCommand : TrainerCommand
{
    /// <summary>Random text that every answer to this command repeats.</summary>
    public required string Nonce { get; init; }

    public required CandidateId Candidate { get; init; }

    public required ParameterSet Architecture { get; init; }

    public required ParameterSet Recipe { get; init; }

    /// <summary>Name of the network decoder; null for a foreign trainer that needs none.</summary>
    public string? Decoder { get; init; }

    /// <summary>The space's middle: step times are normalised by its network's.</summary>
    public required ParameterSet ReferenceArchitecture { get; init; }

    public required DatasetDescription Dataset { get; init; }

    public required DataSpec Data { get; init; }

    public required int Epochs { get; init; }

    /// <summary>Seeds weights, shuffling and augmentation of this candidate.</summary>
    public required ulong Seed { get; init; }

    /// <summary>Seeds the split into training and validation images; one for the whole experiment.</summary>
    public required ulong SplitSeed { get; init; }

    /// <summary>Evaluate the test images after the last epoch.</summary>
    public bool EvaluateTest { get; init; }

    public double? MaxLatencyMs { get; init; }

    /// <summary>Existing folder for this attempt's checkpoints; null for none.</summary>
    public string? CheckpointFolder { get; init; }

    /// <summary>Go on from here; its path is whole.</summary>
    public CheckpointRef? Resume { get; init; }
}
