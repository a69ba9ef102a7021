using NasCluster.Domain.Experiments;
using NasCluster.Domain.SearchSpaces;

namespace NasCluster.Throughput;

/// <summary>What is submitted: random search over ten real dimensions without a network.</summary>
internal static class Experiments
{
    public static ExperimentSpec Spec(string name, int candidates, int epochs) =>
        new()
        {
            Name = name,
            Seed = 11,
            Data = new() { Dataset = "none" },
            Space = new("ten-floats", Decoder: null, [.. Enumerable.Range(0, 10).Select(Dimension)]),
            Strategy = new("random", ParameterSet.Empty),
            Budget = new() { Candidates = candidates },
            Trainer = new() { Epochs = epochs },
        };

    public static DatasetDescription Dataset { get; } =
        new()
        {
            Name = "none",
            Folder = "",
            Channels = 1,
            Resolution = 1,
            Classes = 2,
            TrainCount = 1,
            TestCount = 1,
            ContentHash = "",
        };

    private static RealDimension Dimension(int index) =>
        new()
        {
            Name = $"x{index}",
            Min = -1,
            Max = 1,
        };
}
