using System.Collections.Immutable;

namespace NasCluster.Faults.Tests.Simulation;

/// <summary>How a simulation ended.</summary>
/// <param name="Seed">What it was drawn from.</param>
/// <param name="Turns">Steps it took.</param>
/// <param name="Faults">Calls that met a fault.</param>
/// <param name="Refused">Writes that the fence refused.</param>
/// <param name="Kills">Workers killed.</param>
/// <param name="Freezes">Workers frozen past their lease.</param>
/// <param name="Wrong">Broken invariants.</param>
/// <param name="Trace">Every event with its time.</param>
internal sealed record SimulationResult(
    ulong Seed,
    int Turns,
    int Faults,
    int Refused,
    int Kills,
    int Freezes,
    ImmutableArray<string> Wrong,
    string Trace
);
