using NasCluster.Domain.Candidates;

namespace NasCluster.Trainer.Training;

/// <summary>Divides the time since it was made among phases, without gaps.</summary>
internal sealed class PhaseClock(TimeProvider time)
{
    private readonly TimeSpan[] _spent = new TimeSpan[Enum.GetValues<Phase>().Length];
    private long _last = time.GetTimestamp();

    public PhaseTimes Times =>
        new()
        {
            Start = Seconds(Phase.Start),
            Data = Seconds(Phase.Data),
            ForwardBackward = Seconds(Phase.ForwardBackward),
            Optimizer = Seconds(Phase.Optimizer),
            Evaluation = Seconds(Phase.Evaluation),
            Checkpoint = Seconds(Phase.Checkpoint),
            Report = Seconds(Phase.Report),
            Wait = Seconds(Phase.Wait),
        };

    /// <summary>All time since the last call was this phase.</summary>
    public void Mark(Phase phase)
    {
        var now = time.GetTimestamp();
        _spent[(int)phase] += time.GetElapsedTime(_last, now);
        _last = now;
    }

    private double Seconds(Phase phase) => _spent[(int)phase].TotalSeconds;
}
