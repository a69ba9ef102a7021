using NasCluster.Domain.Candidates;
using NasCluster.Domain.Scheduling;
using NasCluster.Silo.Slots;

namespace NasCluster.Silo.Tests;

public sealed class DeviceMemoryTests
{
    private static readonly CancellationToken Ct = CancellationToken.None;

    [Fact]
    public async Task Claim_WhatOthersHold_IsNotOffered()
    {
        using var memory = new DeviceMemory(budget: 1000);

        var first = await ClaimAsync(memory, 1, estimate: 600);
        var second = await ClaimAsync(memory, 2, estimate: 400);
        var third = await ClaimAsync(memory, 3, estimate: 1);

        Assert.Equal([long.MaxValue, 400, null], [first, second, third]);
    }

    [Fact]
    public async Task Release_TookMoreThanEstimated_CountsForThoseAfterIt()
    {
        using var memory = new DeviceMemory(budget: 1000);
        await ClaimAsync(memory, 1, estimate: 100);

        memory.Release(Attempt(1), peakBytes: 350);
        memory.Release(Attempt(1));
        var alone = await ClaimAsync(memory, 2, estimate: 100);
        var beside = await ClaimAsync(memory, 3, estimate: 100);

        Assert.Equal(250, memory.Excess);
        Assert.Equal([long.MaxValue, 1000 - 350 - 250], [alone, beside]);
    }

    [Fact]
    public async Task Release_TookLessThanEstimated_TheEstimateStays()
    {
        using var memory = new DeviceMemory(budget: 1000);
        await ClaimAsync(memory, 1, estimate: 700);

        memory.Release(Attempt(1), peakBytes: 100);

        Assert.Equal(0, memory.Excess);
    }

    [Fact]
    public async Task Claim_NothingFound_HoldsNothing()
    {
        using var memory = new DeviceMemory(budget: 1000);

        Assert.Null(await memory.ClaimAsync(_ => Task.FromResult<Assignment?>(null), Ct));

        Assert.Equal(long.MaxValue, await ClaimAsync(memory, 1, estimate: 1));
    }

    /// <summary>What an estimate was allowed to be; null where nothing was asked for.</summary>
    private static async Task<long?> ClaimAsync(DeviceMemory memory, int number, long estimate)
    {
        long? offered = null;
        await memory.ClaimAsync(
            room =>
            {
                offered = room;
                return Task.FromResult<Assignment?>(Made(number, estimate));
            },
            Ct
        );
        return offered;
    }

    private static AttemptRef Attempt(int number) => new(new("e-1", number), 1, "w/0");

    private static Assignment Made(int number, long estimate) =>
        new(
            Attempt(number),
            new()
            {
                Id = new("e-1", number),
                Stage = "random",
                Configuration = new(Domain.SearchSpaces.ParameterSet.Empty, Domain.SearchSpaces.ParameterSet.Empty),
                Epochs = 1,
                MemoryBytes = estimate,
            },
            Experiment: null!,
            Checkpoint: null
        );
}
