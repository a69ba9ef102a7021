using NasCluster.Contracts;
using NasCluster.Domain.Experiments;

namespace NasCluster.Grains.Tests;

/// <summary>Experiments whose table is no longer there.</summary>
public sealed class TableTests(ClusterFixture cluster) : IClassFixture<ClusterFixture>
{
    private static readonly CancellationToken Ct = new CancellationTokenSource(TimeSpan.FromSeconds(60)).Token;

    [Theory]
    [InlineData("random")]
    [InlineData("joint-nas")]
    public async Task Nudge_TableIsGone_FailsTheExperimentNamingIt(string strategy)
    {
        var path = Path.Combine(Path.GetTempPath(), $"gone-{Guid.NewGuid():N}.csv");
        var spec = Made.Spec($"gone-{strategy}", strategy);
        spec = spec with
        {
            Trainer = spec.Trainer with
            {
                Table = new()
                {
                    Path = path,
                    ContentHash = "none",
                    Accuracy = ["accuracy"],
                },
            },
        };
        var dataset = new DatasetDescription
        {
            Name = "table",
            Folder = "",
            Channels = 1,
            Resolution = 1,
            Classes = 1,
            TrainCount = 1,
            TestCount = 0,
            ContentHash = "none",
        };
        var id = (await cluster.Store.CreateAsync(spec, dataset, Guid.NewGuid().ToString(), Ct)).Id;

        await cluster.Grains.GetGrain<IExperimentGrain>(id).NudgeAsync(Ct);
        await foreach (var _ in cluster.Client.Experiment(id).WatchAsync(ct: Ct))
        {
            // Ends with the experiment.
        }

        var result = (await cluster.Client.Experiment(id).GetResultAsync(Ct))!;
        Assert.Equal(ExperimentState.Failed, result.State);
        Assert.StartsWith("The table cannot be used:", result.Reason, StringComparison.Ordinal);
        Assert.Contains(path, result.Reason, StringComparison.Ordinal);
    }
}
