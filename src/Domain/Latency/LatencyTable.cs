using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace NasCluster.Domain.Latency;

/// <summary>Measured blocks of a space or a network on one device (FBNet's look-up table).</summary>
/// <param name="Device">Name of the device profile, such as "torch-cpu-1t"; tables are found by it and the subject.</param>
/// <param name="Subject">Space or network whose blocks these are.</param>
/// <param name="Machine">What it was measured on, for people.</param>
/// <param name="Entries">Each key once.</param>
/// <param name="Calibration">Where whole networks were measured too.</param>
public sealed record LatencyTable(
    string Device,
    string Subject,
    string Machine,
    ImmutableArray<LatencyEntry> Entries,
    LatencyCalibration? Calibration = null
)
{
    private readonly Lazy<Dictionary<BlockKey, double>> _times = new(() =>
        Entries.ToDictionary(entry => entry.Key, entry => entry.MedianMs)
    );

    /// <summary>What a list of tables shows.</summary>
    [JsonIgnore]
    public LatencyTableSummary Summary => new(Device, Subject, Machine, Entries.Length, Calibration);

    /// <summary>Keys of a network that have no entry; empty where it can be estimated.</summary>
    public ImmutableArray<BlockKey> Missing(IEnumerable<BlockKey> blocks) =>
        [.. blocks.Distinct().Where(block => !_times.Value.ContainsKey(block))];

    /// <summary>Sum of the entries (FBNet, eq. 3) and the calibrated sum.</summary>
    /// <exception cref="KeyNotFoundException">A block has no entry; ask <see cref="Missing"/> first.</exception>
    public LatencyEstimate Estimate(IEnumerable<BlockKey> blocks)
    {
        var sum = blocks.Sum(block => _times.Value[block]);
        return new(Device, Subject, sum, Calibration?.Apply(sum));
    }
}
