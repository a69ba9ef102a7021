using Microsoft.Extensions.Time.Testing;
using NasCluster.Silo.Slots;

namespace NasCluster.Silo.Tests;

/// <summary>A drained slot takes nothing, until it is told to again.</summary>
public sealed class SlotHealthDrainTests
{
    [Fact]
    public void IsResting_Drained_UntilItIsNot()
    {
        var health = new SlotHealth(new FakeTimeProvider());
        Assert.False(health.IsResting);
        health.IsDrained = true;
        Assert.True(health.IsResting);
        health.IsDrained = false;
        Assert.False(health.IsResting);
    }
}
