using NasCluster.Domain.Candidates;

namespace NasCluster.Silo.Slots;

/// <summary>Whether the device of a slot is to be trusted: not for a while after it failed several candidates.</summary>
internal sealed class SlotHealth(TimeProvider clock)
{
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(10);
    private const int MostFaults = 3;

    private readonly List<(CandidateId Candidate, long At)> _faults = [];

    /// <summary>The slot should take no candidate now.</summary>
    public bool IsResting => Recent() >= MostFaults;

    /// <summary>Notes how an attempt ended; true where the slot must rest from now on.</summary>
    public bool Note(CandidateId candidate, bool deviceLost)
    {
        if (!deviceLost)
        {
            _faults.Clear();
            return false;
        }

        _faults.Add((candidate, clock.GetTimestamp()));
        return IsResting;
    }

    /// <summary>Different candidates: one that brings its device down each time is no proof against the device.</summary>
    private int Recent()
    {
        _faults.RemoveAll(fault => clock.GetElapsedTime(fault.At) > Window);
        return _faults.DistinctBy(fault => fault.Candidate).Count();
    }
}
