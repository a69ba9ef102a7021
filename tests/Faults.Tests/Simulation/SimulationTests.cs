using System.Globalization;
using NasCluster.Faults.Tests.Shared;

namespace NasCluster.Faults.Tests.Simulation;

/// <summary>
/// Row F12. NASCLUSTER_SIMULATION_SEEDS=1000 runs more; a failing seed is named, and NASCLUSTER_SIMULATION_SEED=n runs it
/// alone, step by step the same.
/// </summary>
public sealed class SimulationTests
{
    [Fact]
    public async Task F12_SeededFaults_BreakNoInvariant()
    {
        var alone = Number("NASCLUSTER_SIMULATION_SEED");
        var first = alone ?? 1;
        var count = alone is null ? Number("NASCLUSTER_SIMULATION_SEEDS") ?? 50 : 1;
        var results = new List<SimulationResult>();
        for (var seed = first; seed < first + count; seed++)
        {
            try
            {
                results.Add(await new Simulation(seed).RunAsync());
            }
            catch (Exception error)
            {
                Assert.Fail($"seed {seed}: {error}");
            }

            Assert.True(results[^1].Wrong.IsEmpty, $"seed {seed}: {string.Join("; ", results[^1].Wrong)}");
        }

        var line = string.Create(
            CultureInfo.InvariantCulture,
            $$"""{"row":"F12","seeds":{{results.Count}},"turns":{{results.Sum(r => r.Turns)}},"faults":{{results.Sum(r => r.Faults)}},"refused":{{results.Sum(r => r.Refused)}},"kills":{{results.Sum(r => r.Kills)}},"freezes":{{results.Sum(r => r.Freezes)}},"broken":0}"""
        );
        FaultLog.Write(line);
        if (alone is null)
        {
            // Otherwise nothing was tested.
            Assert.All(results, result => Assert.True(result.Faults > 0));
            Assert.True(results.Sum(result => result.Refused) > 0 && results.Sum(result => result.Freezes) > 0, line);
        }
    }

    [Fact]
    public async Task F12_SameSeed_IsTheSameRun()
    {
        var first = await new Simulation(5).RunAsync();
        var second = await new Simulation(5).RunAsync();
        Assert.Equal((first.Turns, first.Trace), (second.Turns, second.Trace));
        Assert.NotEqual(first.Trace, (await new Simulation(6).RunAsync()).Trace);
    }

    private static ulong? Number(string variable) =>
        ulong.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out var number)
            ? number
            : null;
}
