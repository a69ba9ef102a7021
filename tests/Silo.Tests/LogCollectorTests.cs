using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using NasCluster.Domain.Scheduling;
using NasCluster.Silo.Slots;

namespace NasCluster.Silo.Tests;

/// <summary>Which logs go when their disk budget is spent.</summary>
public sealed class LogCollectorTests : IDisposable
{
    private const int Size = 100;
    private static readonly DateTime Start = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    // Minutes at which candidates 1, 2, 3, 4 printed last; 4 is in training.
    private static readonly int[] LastWrites = [3, 2, 5, 0];

    private readonly TrainedStore _trained = new();

    private LogFolders Folders => new(_trained.Folder);

    public void Dispose() => _trained.Dispose();

    [Theory]
    [InlineData(800, "1,2,3,4")]
    [InlineData(700, "1,3,4")]
    [InlineData(400, "3,4")]
    [InlineData(1, "4")]
    public async Task Collect_BeyondTheBudget_TheQuietestOfEndedCandidatesGo(long budget, string left)
    {
        await _trained.TrainAsync(LastWrites.Length, Print);

        var bytes = await Collector(budget).CollectAsync(CancellationToken.None);

        var kept = Folders.All().Select(folder => folder.Candidate.Number).Order().ToList();
        Assert.Equal(left, string.Join(',', kept));
        Assert.Equal(kept.Count * 2 * Size, bytes);
    }

    [Fact]
    public async Task Collect_NothingPrintedYet_IsNothing() =>
        Assert.Equal(0, await Collector(1).CollectAsync(CancellationToken.None));

    /// <summary>Both halves of a log; the older one long ago.</summary>
    private void Print(AttemptRef attempt)
    {
        Directory.CreateDirectory(Folders.Of(attempt.Candidate));
        Write($"{Folders.Of(attempt)}.old", -1);
        Write(Folders.Of(attempt), LastWrites[attempt.Candidate.Number - 1]);

        static void Write(string path, int minute)
        {
            File.WriteAllBytes(path, new byte[Size]);
            File.SetLastWriteTimeUtc(path, Start.AddMinutes(minute));
        }
    }

    private LogCollector Collector(long budget) =>
        new(
            _trained.Store,
            TimeProvider.System,
            Options.Create(new SiloOptions { DataFolder = _trained.Folder, LogBudget = budget }),
            NullLogger<LogCollector>.Instance
        );
}
