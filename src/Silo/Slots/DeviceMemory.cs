using NasCluster.Domain.Scheduling;

namespace NasCluster.Silo.Slots;

/// <summary>
/// The memory of one device that its slots share. A slot claims what still fits by its estimate, corrected by what finished
/// candidates really took; a candidate that is larger than the whole is claimed alone, and the trainer decides.
/// </summary>
/// <param name="budget">Bytes; 0 for no limit, and then nothing is counted.</param>
internal sealed class DeviceMemory(long budget) : IDisposable
{
    private const int Remembered = 20;

    private readonly SemaphoreSlim _claiming = new(1);
    private readonly Lock _lock = new();
    private readonly Dictionary<AttemptRef, long> _taken = [];
    private readonly Queue<long> _excesses = new();
    private readonly Dictionary<AttemptRef, long> _estimates = [];

    /// <summary>How much more than their estimates the last candidates took, the most of them; bytes, at least 0.</summary>
    public long Excess
    {
        get
        {
            lock (_lock)
            {
                return Math.Max(0, _excesses.DefaultIfEmpty().Max());
            }
        }
    }

    /// <summary>Claims, one slot of the device at a time, and holds what was claimed.</summary>
    /// <param name="claim">Gets what an estimate may be.</param>
    /// <param name="ct">Gives up waiting.</param>
    public async Task<Assignment?> ClaimAsync(Func<long, Task<Assignment?>> claim, CancellationToken ct)
    {
        if (budget == 0)
        {
            return await claim(long.MaxValue);
        }

        await _claiming.WaitAsync(ct);
        try
        {
            if (Room() is not { } room)
            {
                return null;
            }

            var assignment = await claim(room);
            if (assignment is not null)
            {
                Hold(assignment);
            }

            return assignment;
        }
        finally
        {
            _claiming.Release();
        }
    }

    /// <summary>The attempt takes nothing any more.</summary>
    /// <param name="attempt">It may have been released before.</param>
    /// <param name="peakBytes">What it took; null where nobody knows.</param>
    public void Release(AttemptRef attempt, long? peakBytes = null)
    {
        lock (_lock)
        {
            _taken.Remove(attempt);
            if (_estimates.Remove(attempt, out var estimate) && peakBytes is { } peak)
            {
                _excesses.Enqueue(peak - estimate);
                if (_excesses.Count > Remembered)
                {
                    _excesses.Dequeue();
                }
            }
        }
    }

    public void Dispose() => _claiming.Dispose();

    /// <summary>The largest estimate that fits; null where nothing does.</summary>
    private long? Room()
    {
        lock (_lock)
        {
            if (_taken.Count == 0)
            {
                return long.MaxValue;
            }

            var free = budget - _taken.Values.Sum() - Excess;
            return free > 0 ? free : null;
        }
    }

    private void Hold(Assignment assignment)
    {
        lock (_lock)
        {
            var estimate = assignment.Candidate.MemoryBytes ?? 0;
            _estimates[assignment.Attempt] = estimate;
            _taken[assignment.Attempt] = estimate + Excess;
        }
    }
}
