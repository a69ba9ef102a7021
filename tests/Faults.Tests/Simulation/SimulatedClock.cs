using Microsoft.Extensions.Time.Testing;

namespace NasCluster.Faults.Tests.Simulation;

/// <summary>Time that passes a little between turns.</summary>
internal sealed class SimulatedClock(Random random, TimeSpan lease)
{
    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));

    public DateTimeOffset Now => Time.GetUtcNow();

    public TimeSpan Lease => lease;

    public void Pass() => Time.Advance(TimeSpan.FromMilliseconds(random.Next(1, 150)));
}
