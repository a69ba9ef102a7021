using System.Diagnostics.Metrics;
using NasCluster.Domain.Candidates;

namespace NasCluster.Silo.Telemetry;

/// <summary>What the slots of this silo do, in numbers (docs/observability.md).</summary>
internal sealed class SlotMeter
{
    public const string Name = "NasCluster.Slots";

    private readonly Meter _meter;
    private readonly Counter<long> _epochs;
    private readonly Counter<long> _attempts;
    private readonly Counter<long> _refused;
    private readonly Histogram<double> _record;
    private readonly Histogram<double> _start;

    public SlotMeter(IMeterFactory meters)
    {
        _meter = meters.Create(Name);
        _epochs = _meter.CreateCounter<long>("nascluster.epochs", description: "Epochs recorded.");
        _attempts = _meter.CreateCounter<long>("nascluster.attempts", description: "Attempts ended, by outcome.");
        _refused = _meter.CreateCounter<long>("nascluster.writes.refused", description: "Writes of lost attempts.");
        _record = _meter.CreateHistogram<double>(
            "nascluster.record.duration",
            "s",
            "From an epoch's message to its commit."
        );
        _start = _meter.CreateHistogram<double>("nascluster.start.duration", "s", "From a result to the next command.");
    }

    public void Epoch(TimeSpan recorded, bool accepted)
    {
        _record.Record(recorded.TotalSeconds);
        if (accepted)
        {
            _epochs.Add(1);
        }
        else
        {
            _refused.Add(1);
        }
    }

    /// <param name="settled">What the candidate is since; null where the attempt was lost.</param>
    public void Attempt(CandidateState? settled)
    {
        var outcome = settled switch
        {
            null => "lost",
            CandidateState.Ready => "requeued",
            { } state => state.ToString().ToLowerInvariant(),
        };
        _attempts.Add(1, new KeyValuePair<string, object?>("outcome", outcome));
    }

    public void Started(TimeSpan free) => _start.Record(free.TotalSeconds);

    /// <param name="busy">How many of the slots train.</param>
    /// <param name="slots">How many there are.</param>
    /// <param name="leases">How many leases this silo extends.</param>
    public void Watch(Func<int> busy, Func<int> slots, Func<int> leases)
    {
        _meter.CreateObservableGauge("nascluster.slots.busy", busy, description: "Slots that train.");
        _meter.CreateObservableGauge("nascluster.slots", slots, description: "Slots of this silo.");
        _meter.CreateObservableGauge("nascluster.leases.held", leases, description: "Leases this silo extends.");
    }
}
