using Microsoft.Extensions.Time.Testing;
using NasCluster.Domain.Candidates;
using NasCluster.Silo.Slots;

namespace NasCluster.Silo.Tests;

/// <summary>Row D4: when a slot stops trusting its device.</summary>
public sealed class SlotHealthTests
{
    private readonly FakeTimeProvider _clock = new();

    [Fact]
    public void Note_ThreeCandidates_RestsForTheWindow()
    {
        var health = new SlotHealth(_clock);
        Assert.False(health.Note(Candidate(1), deviceLost: true));
        Assert.False(health.Note(Candidate(2), deviceLost: true));
        Assert.True(health.Note(Candidate(3), deviceLost: true));

        Assert.True(health.IsResting);
        _clock.Advance(SlotHealth.Window + TimeSpan.FromSeconds(1));
        Assert.False(health.IsResting);
    }

    [Fact]
    public void Note_OneCandidateAgainAndAgain_RestsAtTheSixthTime()
    {
        var health = new SlotHealth(_clock);
        Assert.All(Enumerable.Range(0, 5), _ => Assert.False(health.Note(Candidate(1), deviceLost: true)));
        Assert.True(health.Note(Candidate(1), deviceLost: true));
    }

    [Fact]
    public void Note_ATrainingInBetween_StartsAnew()
    {
        var health = new SlotHealth(_clock);
        health.Note(Candidate(1), deviceLost: true);
        health.Note(Candidate(2), deviceLost: true);
        health.Note(Candidate(3), deviceLost: false);
        Assert.False(health.Note(Candidate(4), deviceLost: true));
    }

    private static CandidateId Candidate(int number) => new("e-1", number);
}
