using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using NasCluster.Domain.Candidates;
using NasCluster.Domain.Experiments;
using NasCluster.Domain.SearchSpaces;
using NasCluster.Silo.Slots;
using NasCluster.Storage;

namespace NasCluster.Silo.Tests;

/// <summary>What goes when the disk budget is spent, and what stays.</summary>
public sealed class CheckpointCollectorTests : IDisposable
{
    private const int Candidates = 14;
    private const int Size = 100;
    private static readonly CancellationToken Ct = CancellationToken.None;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("nas-collect-");
    private readonly SqliteExperimentStore _store;

    public CheckpointCollectorTests() =>
        _store = new(Path.Combine(_folder.FullName, "nascluster.db"), TimeProvider.System);

    public void Dispose()
    {
        _store.Dispose();
        _folder.Delete(recursive: true);
    }

    [Theory]
    [InlineData(2000, Candidates, Candidates)]
    [InlineData(1200, 12, 12)]
    [InlineData(100, CheckpointCollector.Kept + 1, CheckpointCollector.Kept + 1)]
    public async Task Collect_BeyondTheBudget_LeavesTheBestAndWhatIsInTraining(int budget, int left, int best)
    {
        var id = await TrainAsync();

        var bytes = await Collector(budget).CollectAsync(Ct);

        var kept = Directory.GetDirectories(Path.Combine(_folder.FullName, "checkpoints", id)).Select(Path.GetFileName);
        Assert.Equal(left, kept.Count());
        Assert.Equal(left * Size, bytes);

        // Candidate n has accuracy n / 100, and the last one is still in training.
        Assert.Equal(
            Enumerable.Range(Candidates - best + 1, best).Select(number => $"{number}").Order(StringComparer.Ordinal),
            kept.Order(StringComparer.Ordinal)
        );
    }

    private CheckpointCollector Collector(long budget) =>
        new(
            _store,
            TimeProvider.System,
            Options.Create(new SiloOptions { DataFolder = _folder.FullName, CheckpointBudget = budget }),
            NullLogger<CheckpointCollector>.Instance
        );

    private async Task<string> TrainAsync()
    {
        await _store.MigrateAsync(Ct);
        var spec = new ExperimentSpec
        {
            Name = "full",
            Seed = 1,
            Data = new() { Dataset = "none" },
            Space = new(
                "widths",
                Decoder: null,
                [
                    new IntegerDimension
                    {
                        Name = "width",
                        Min = 1,
                        Max = 1000,
                    },
                ]
            ),
            Strategy = new("random", ParameterSet.Empty),
            Budget = new() { Candidates = Candidates },
        };
        var experiment = await _store.CreateAsync(spec, PromptTrainers.Dataset, "operation", Ct);
        await _store.ProposeAsync(
            experiment.Id,
            experiment.Version,
            [.. Enumerable.Range(1, Candidates).Select(width => new Proposal(Configuration(width), "random", 1))],
            Ct
        );
        var folders = new CheckpointFolders(_folder.FullName);
        for (var number = 1; number <= Candidates; number++)
        {
            var attempt = (await _store.ClaimAsync("worker/0", Ct))!.Attempt;
            File.WriteAllBytes(Path.Combine(folders.Create(attempt), "epoch-1.ckpt"), new byte[Size]);
            if (number < Candidates)
            {
                var metrics = new CandidateMetrics { Accuracy = number / 100.0, Loss = 1 };
                await _store.SettleAsync(attempt, new(CandidateState.Completed, new()) { Metrics = metrics }, Ct);
            }
        }

        return experiment.Id;
    }

    private static Configuration Configuration(int width) =>
        new(new([KeyValuePair.Create("width", (ParameterValue)width)]), ParameterSet.Empty);
}
