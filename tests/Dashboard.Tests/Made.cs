using NasCluster.Domain.Candidates;
using NasCluster.Domain.Experiments;
using NasCluster.Domain.SearchSpaces;

namespace NasCluster.Dashboard.Tests;

/// <summary>Candidates that were never trained.</summary>
internal static class Made
{
    public static CandidateView Candidate(
        int number,
        double? accuracy = null,
        CandidateState? state = null,
        params (string Name, ParameterValue Value)[] architecture
    ) =>
        new()
        {
            Id = new("made-1", number),
            Number = number,
            State = state ?? (accuracy is null ? CandidateState.Ready : CandidateState.Completed),
            Stage = "random",
            Epochs = 2,
            Attempts = 1,
            Architecture = new(architecture.Select(pair => KeyValuePair.Create(pair.Name, pair.Value))),
            Recipe = ParameterSet.Empty,
            Metrics = accuracy is { } value
                ? new()
                {
                    Accuracy = value,
                    Loss = 1,
                    LatencyMs = number,
                    Macs = 1000,
                    TrainSeconds = 10,
                }
                : null,
        };

    public static ExperimentSpec Spec(int candidates, int epochs) =>
        new()
        {
            Name = "made",
            Seed = 1,
            Data = new() { Dataset = "none" },
            Space = new("none", null, []),
            Strategy = new("random", ParameterSet.Empty),
            Trainer = new() { Epochs = epochs },
            Budget = new() { Candidates = candidates },
        };

    public static ExperimentResult Result(ExperimentState state, IReadOnlyCollection<CandidateView> candidates) =>
        new()
        {
            Experiment = "made-1",
            State = state,
            Strategy = "random",
            Seed = 1,
            Dataset = new()
            {
                Name = "none",
                Folder = "",
                Channels = 1,
                Resolution = 28,
                Classes = 10,
                TrainCount = 1,
                TestCount = 1,
                ContentHash = "",
            },
            WallSeconds = 1,
            Budget = candidates.Count,
            Counts = new(
                candidates.Count,
                0,
                candidates.Count(candidate => candidate.State == CandidateState.Running),
                0,
                0,
                0
            ),
            Predictor = [],
            Pareto = [],
            Objectives = [],
        };
}
