using NasCluster.Trainer.Measuring;

namespace NasCluster.Trainer.Training;

/// <summary>
/// Times some of the steps of an epoch with the device to themselves: they are steps of the training all the same, so that
/// nothing is computed for the measurement alone.
/// </summary>
/// <param name="turns">At the device.</param>
/// <param name="time">The clock.</param>
internal sealed class AloneSteps(DeviceTurns turns, TimeProvider time) : IDisposable
{
    // The first steps of an epoch warm caches.
    private const int First = 2;
    private const int Most = 5;
    private const int Fewest = 2;
    private const double BudgetMs = 100;

    private DeviceTurn _turn;
    private bool _begun;
    private bool _ended;

    /// <summary>What was measured; empty where the device could not be had.</summary>
    public Durations Steps { get; } = new();

    /// <summary>Whether the step that comes has the device to itself.</summary>
    /// <param name="step">Of the epoch, counted from 0.</param>
    public bool Begin(int step)
    {
        if (!_begun && step >= First)
        {
            _begun = true;
            _turn = turns.Alone();
            _ended = !_turn.IsAlone;
        }

        return _begun && !_ended;
    }

    /// <summary>A step that had the device to itself has ended.</summary>
    /// <param name="start">Timestamp of its beginning.</param>
    public void End(long start)
    {
        Steps.Add(time.GetElapsedTime(start));
        if (Steps.Count >= Most || (Steps.Count >= Fewest && Steps.TotalMs >= BudgetMs))
        {
            Dispose();
        }
    }

    public void Dispose()
    {
        if (_begun && !_ended)
        {
            _ended = true;
            _turn.Dispose();
        }
    }
}
