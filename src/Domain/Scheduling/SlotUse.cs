using System.Collections.Immutable;

namespace NasCluster.Domain.Scheduling;

/// <summary>How busy a slot was.</summary>
/// <param name="Slot">Worker and slot, such as "worker-1/0".</param>
/// <param name="Busy">Share of each part of the time, oldest first, 0 to 1.</param>
public sealed record SlotUse(string Slot, ImmutableArray<double> Busy);
