using System.Collections.Immutable;
using NasCluster.Domain.Candidates;
using NasCluster.Domain.Experiments;
using NasCluster.Domain.SearchSpaces;

namespace NasCluster.Domain.Tests.Shared;

/// <summary>Builders with the defaults that most tests want.</summary>
internal static class Build
{
    public static SearchSpace SmallSpace { get; } = SpaceCatalog.Find(SmallImageSpace.Name)!;

    /// <summary>A space without a decoder: two architecture dimensions and one recipe dimension.</summary>
    public static SearchSpace TableSpace { get; } =
        new(
            "table",
            Decoder: null,
            [
                new IntegerDimension
                {
                    Name = "width",
                    Min = 1,
                    Max = 64,
                },
                new IntegerDimension
                {
                    Name = "depth",
                    Min = 1,
                    Max = 32,
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
        );

    /// <summary>The same with the dimensions that compound scaling needs.</summary>
    public static SearchSpace ScaledSpace { get; } =
        TableSpace with
        {
            Dimensions =
            [
                .. TableSpace.Dimensions,
                new RealDimension
                {
                    Name = "depthMultiplier",
                    Min = 1,
                    Max = 4,
                },
                new RealDimension
                {
                    Name = "widthMultiplier",
                    Min = 1,
                    Max = 4,
                },
                new IntegerDimension
                {
                    Name = "resolution",
                    Min = 1,
                    Max = 1000,
                },
            ],
        };

    public static Experiment Experiment(
        SearchSpace space,
        string strategy,
        int candidates,
        ulong seed = 1,
        ConstraintSpec? constraints = null,
        FinalSpec? final = null,
        ParameterSet? options = null
    ) =>
        new()
        {
            Id = "test-1",
            Dataset = Dataset,
            Spec = new()
            {
                Name = "test",
                Seed = seed,
                Data = new() { Dataset = "made" },
                Space = space,
                Strategy = new(strategy, options ?? ParameterSet.Empty),
                Budget = new() { Candidates = candidates },
                Constraints = constraints ?? new(),
                Final = final,
                Trainer = new() { Epochs = 2 },
            },
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

    public static Candidate Candidate(
        int number,
        double accuracy,
        double latency = 1,
        long macs = 1,
        long parameters = 1
    ) =>
        new()
        {
            Id = new("test-1", number),
            Stage = "random",
            Configuration = new(ParameterSet.Empty.With("n", number), ParameterSet.Empty),
            Epochs = 2,
            State = CandidateState.Completed,
            Metrics = Metrics(accuracy) with { LatencyMs = latency, Macs = macs, Params = parameters },
        };

    public static CandidateMetrics Metrics(double accuracy) => new() { Accuracy = accuracy, Loss = 1 - accuracy };
}
