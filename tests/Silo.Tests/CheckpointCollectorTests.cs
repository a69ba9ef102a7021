using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using NasCluster.Silo.Slots;

namespace NasCluster.Silo.Tests;

/// <summary>What goes when the disk budget is spent, and what stays.</summary>
public sealed class CheckpointCollectorTests : IDisposable
{
    private const int Candidates = 14;
    private const int Size = 100;

    private readonly TrainedStore _trained = new();

    public void Dispose() => _trained.Dispose();

    [Theory]
    [InlineData(2000, Candidates, Candidates)]
    [InlineData(1200, 12, 12)]
    [InlineData(100, CheckpointCollector.Kept + 1, CheckpointCollector.Kept + 1)]
    public async Task Collect_BeyondTheBudget_LeavesTheBestAndWhatIsInTraining(int budget, int left, int best)
    {
        var folders = new CheckpointFolders(_trained.Folder);
        var id = await _trained.TrainAsync(
            Candidates,
            attempt => File.WriteAllBytes(Path.Combine(folders.Create(attempt), "epoch-1.ckpt"), new byte[Size])
        );

        var bytes = await Collector(budget).CollectAsync(CancellationToken.None);

        var kept = Directory.GetDirectories(Path.Combine(_trained.Folder, "checkpoints", id)).Select(Path.GetFileName);
        Assert.Equal(left, kept.Count());
        Assert.Equal(left * Size, bytes);
        Assert.Equal(
            Enumerable.Range(Candidates - best + 1, best).Select(number => $"{number}").Order(StringComparer.Ordinal),
            kept.Order(StringComparer.Ordinal)
        );
    }

    private CheckpointCollector Collector(long budget) =>
        new(
            _trained.Store,
            TimeProvider.System,
            Options.Create(new SiloOptions { DataFolder = _trained.Folder, CheckpointBudget = budget }),
            NullLogger<CheckpointCollector>.Instance
        );
}
