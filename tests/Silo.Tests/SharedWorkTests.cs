using NasCluster.Silo.Trainers;

namespace NasCluster.Silo.Tests;

public sealed class SharedWorkTests
{
    private static readonly CancellationToken Ct = CancellationToken.None;

    private readonly SharedWork<int> _shared = new();
    private readonly TaskCompletionSource<int> _answer = new();
    private int _runs;

    [Fact]
    public async Task Run_WhileItRuns_IsJoined()
    {
        var first = _shared.RunAsync("a", WorkAsync, Ct);
        var second = _shared.RunAsync("a", WorkAsync, Ct);
        _answer.SetResult(7);

        Assert.Equal(14, await first + await second);
        Assert.Equal(1, _runs);
    }

    [Fact]
    public async Task Run_OneGivesUp_TheOtherHasItsAnswer()
    {
        using var patience = new CancellationTokenSource();
        var first = _shared.RunAsync("a", WorkAsync, patience.Token);
        var second = _shared.RunAsync("a", WorkAsync, Ct);
        await patience.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        _answer.SetResult(7);
        Assert.Equal(7, await second);
    }

    [Fact]
    public async Task Run_AfterwardsOrUnderAnotherKey_IsAnew()
    {
        _answer.SetResult(7);
        await _shared.RunAsync("a", WorkAsync, Ct);
        await _shared.RunAsync("a", WorkAsync, Ct);
        await _shared.RunAsync("b", WorkAsync, Ct);

        Assert.Equal(3, _runs);
    }

    [Fact]
    public async Task Run_Fails_IsToldAndTriedAnew()
    {
        await Assert.ThrowsAsync<IOException>(() => _shared.RunAsync("a", () => throw new IOException(), Ct));

        _answer.SetResult(7);
        Assert.Equal(7, await _shared.RunAsync("a", WorkAsync, Ct));
    }

    private Task<int> WorkAsync()
    {
        Interlocked.Increment(ref _runs);
        return _answer.Task;
    }
}
