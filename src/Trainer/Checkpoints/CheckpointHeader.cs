using System.Collections.Immutable;
using NasCluster.Domain.Candidates;
using NasCluster.Trainer.Runtime;
using NasCluster.Trainer.Training;

namespace NasCluster.Trainer.Checkpoints;

/// <summary>The JSON part of a checkpoint.</summary>
internal sealed record CheckpointHeader
{
    public const string FormatName = "nascluster-checkpoint";
    public const int CurrentVersion = 1;

    public string Format { get; init; } = FormatName;

    public int Version { get; init; } = CurrentVersion;

    /// <summary>Version of libtorch it was written with; results are only comparable to the bit under the same.</summary>
    public string Torch { get; init; } = TorchVersion.Libtorch;

    public required CandidateId Candidate { get; init; }

    public required EpochProgress Progress { get; init; }

    /// <summary>Optimizer steps done.</summary>
    public required long Steps { get; init; }

    /// <summary>Updates of the weight average done; 0 without one.</summary>
    public required long AverageUpdates { get; init; }

    public ImmutableArray<CheckpointTensor> Tensors { get; init; } = [];
}
