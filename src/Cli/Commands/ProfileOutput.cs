using NasCluster.Domain.Candidates;

namespace NasCluster.Cli.Commands;

/// <summary>What the trainer program says of a made training ("doctor --profile").</summary>
internal sealed record ProfileOutput(
    string Device,
    int Threads,
    int Epochs,
    int Steps,
    int BatchSize,
    double StepTimeMs,
    double ImagesPerSecond,
    PhaseTimes Phases
);
