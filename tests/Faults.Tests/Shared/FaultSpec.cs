using NasCluster.Domain.Experiments;
using NasCluster.Domain.SearchSpaces;

namespace NasCluster.Faults.Tests.Shared;

/// <summary>Experiments for fault tests: what a candidate's trainer does is searched like any other dimension.</summary>
internal static class FaultSpec
{
    /// <summary>The system's own: in its place may be a script, which takes processes to start it.</summary>
    private static string Python => File.Exists("/usr/bin/python3") ? "/usr/bin/python3" : "python3";

    private static string Trainer => Path.Combine(AppContext.BaseDirectory, "scripted_trainer.py");

    public static ExperimentSpec Of(
        string name,
        string script,
        int candidates = 4,
        int epochs = 5,
        double lease = 5,
        double epochTimeout = 20,
        ulong seed = 7
    ) => Of(name, [script], candidates, epochs, lease, epochTimeout, seed);

    public static ExperimentSpec Of(
        string name,
        string[] scripts,
        int candidates = 4,
        int epochs = 5,
        double lease = 5,
        double epochTimeout = 20,
        ulong seed = 7
    ) =>
        new()
        {
            Name = name,
            Seed = seed,
            Data = new() { Dataset = "made" },
            Space = new(
                "scripts",
                Decoder: null,
                [
                    new IntegerDimension
                    {
                        Name = "width",
                        Min = 1,
                        Max = 1000,
                    },
                    new CategoricalDimension
                    {
                        Name = "script",
                        Choices = [.. scripts.Select(script => (ParameterValue)script)],
                    },
                ]
            ),
            Strategy = new("random", ParameterSet.Empty),
            Budget = new() { Candidates = candidates },
            Trainer = new()
            {
                Epochs = epochs,
                EpochTimeoutSeconds = epochTimeout,
                Command = [Python, Trainer],
            },
            Policy = new() { LeaseSeconds = lease },
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
}
