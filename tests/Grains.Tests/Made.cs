using NasCluster.Domain.Candidates;
using NasCluster.Domain.Experiments;
using NasCluster.Domain.SearchSpaces;

namespace NasCluster.Grains.Tests;

/// <summary>Specs and measurements made in code.</summary>
internal static class Made
{
    public static ExperimentSpec Spec(string name, string strategy = "random", int candidates = 6) =>
        new()
        {
            Name = name,
            Seed = 5,
            Data = new() { Dataset = "made" },
            Space = new(
                "table",
                Decoder: null,
                [
                    new IntegerDimension
                    {
                        Name = "width",
                        Min = 1,
                        Max = 1000,
                    },
                    new RealDimension
                    {
                        Name = "learningRate",
                        Part = SpacePart.Recipe,
                        Min = 1e-4,
                        Max = 1,
                        Log = true,
                    },
                ]
            ),
            Strategy = new(strategy, ParameterSet.Empty),
            Budget = new() { Candidates = candidates },
            Trainer = new() { Epochs = 2 },
        };

    public static DatasetDescription Dataset { get; } =
        new()
        {
            Name = "made",
            Folder = "",
            Channels = 1,
            Resolution = 28,
            Classes = 10,
            TrainCount = 1000,
            TestCount = 100,
            ContentHash = "",
        };

    public static EpochReport Epoch(int epoch) => new(epoch, 1, 1, 0.5, 1, 1, 1);

    public static CandidateMetrics Metrics(Candidate candidate) =>
        new()
        {
            Accuracy = candidate.Configuration.Architecture.Number("width") / 1000,
            Loss = 0.1,
            Params = 1,
        };

    public static bool IsOver(this ExperimentState state) =>
        state is ExperimentState.Completed or ExperimentState.Failed or ExperimentState.Cancelled;
}
