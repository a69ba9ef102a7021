using NasCluster.Domain.Candidates;

namespace NasCluster.Silo.Slots;

/// <summary>Whether the device of a slot is to be trusted: not for a while after it failed several times in a row.</summary>
internal sealed class SlotHealth(TimeProvider clock)
{
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(10);

    /// <summary>So many different candidates cannot all be to blame.</summary>
    private const int MostCandidates = 3;

    /// <summary>Faults in a row after which it does not matter whose they were: others should try these candidates.</summary>
    private const int MostFaults = 6;

    private readonly List<(CandidateId Candidate, long At)> _faults = [];

    /// <summary>Somebody wants the worker to take nothing new.</summary>
    public bool IsDrained { get; set; }

    /// <summary>The slot should take no candidate now.</summary>
    public bool IsResting
    {
        get
        {
            _faults.RemoveAll(fault => clock.GetElapsedTime(fault.At) > Window);
            return IsDrained
                || _faults.Count >= MostFaults
                || _faults.DistinctBy(fault => fault.Candidate).Count() >= MostCandidates;
        }
    }

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
}
