using NasCluster.Trainer.Measuring;
using NasCluster.Trainer.Runtime;
using NasCluster.Trainer.Tests.Data;
using NasCluster.Trainer.Tests.Shared;

namespace NasCluster.Trainer.Tests.Measuring;

public sealed class DeviceTurnsTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly TempFolder _folder = new();

    [Fact]
    public void Step_BesideAnotherStep_NeedNotWait()
    {
        using var one = Open();
        using var other = Open();
        using var first = one.Step();
        using var second = other.Step();
        Assert.Equal(TimeSpan.Zero, other.Waited);
    }

    [Fact]
    public void Alone_StepUnderWay_WaitsForItsEnd()
    {
        using var trainer = Open();
        using var meter = Open();
        var step = trainer.Step();
        var alone = Task.Run(() => meter.Alone());
        SpinUntilGateIsClosed();
        Assert.False(alone.IsCompleted);
        step.Dispose();
        using var turn = Result(alone);
        Assert.True(turn.IsAlone);
    }

    [Fact]
    public void Step_MeasurementUnderWay_WaitsForItsEndAndSaysHowLong()
    {
        using var waits = new ManualResetEventSlim();
        using var trainer = DeviceTurns.Of(_folder.Path, "cpu", new TickingClock(), longest: Patience * 1000);
        trainer.Waiting = waits.Set;
        using var meter = Open();
        var alone = meter.Alone();
        var step = Task.Run(() => trainer.Step());
        Assert.True(waits.Wait(Patience, TestContext.Current.CancellationToken));
        Assert.False(step.IsCompleted);
        alone.Dispose();
        Result(step).Dispose();
        Assert.True(trainer.Waited > TimeSpan.Zero);
    }

    [Fact]
    public void Alone_StepThatNeverEnds_GivesUpAndDoesNotWaitAgain()
    {
        using var frozen = Open();
        using var meter = Open(longest: TimeSpan.FromMilliseconds(5));
        using var step = frozen.Step();
        Assert.False(meter.Alone().IsAlone);
        var waited = meter.Waited;
        Assert.False(meter.Alone().IsAlone);
        Assert.Equal(waited, meter.Waited);
        // The gate is open again: others train.
        using var other = Open();
        using var next = other.Step();
        Assert.Equal(TimeSpan.Zero, other.Waited);
    }

    [Fact]
    public void Step_MeasurementThatNeverEnds_IsDoneAllTheSame()
    {
        using var frozen = Open();
        using var trainer = Open(longest: TimeSpan.FromMilliseconds(5));
        using var alone = frozen.Alone();
        using var step = trainer.Step();
        Assert.True(trainer.Waited > TimeSpan.Zero);
    }

    [Fact]
    public void Alone_OwnerGone_IsFree()
    {
        var gone = Open();
        _ = gone.Alone();
        gone.Dispose();
        using var meter = Open();
        using var turn = meter.Alone();
        Assert.True(turn.IsAlone);
        Assert.Equal(TimeSpan.Zero, meter.Waited);
    }

    [Fact]
    public void Alone_OtherDevice_IsNobodysBusiness()
    {
        using var cpu = Open();
        using var gpu = DeviceTurns.Of(_folder.Path, "cuda:0", TimeProvider.System);
        using var step = cpu.Step();
        using var turn = gpu.Alone();
        Assert.True(turn.IsAlone);
        Assert.Equal(TimeSpan.Zero, gpu.Waited);
    }

    [Fact]
    public void Of_FolderThatCannotBeMade_TakesNoTurns()
    {
        var file = Path.Combine(_folder.Path, "file");
        File.WriteAllText(file, "");
        using var turns = DeviceTurns.Of(file, "cpu", TimeProvider.System);
        using var step = turns.Step();
        using var turn = turns.Alone();
        Assert.True(turn.IsAlone);
    }

    [Fact]
    public void Step_EnqueuedWorkAndAMeasurementWaiting_IsWaitedFor()
    {
        var finished = 0;
        using var trainer = DeviceTurns.Of(_folder.Path, "cpu", TimeProvider.System, () => finished++);
        trainer.Step().Dispose();
        Assert.Equal(0, finished);
        using var meter = Open();
        var step = trainer.Step();
        var alone = Task.Run(() => meter.Alone());
        SpinUntilGateIsClosed();
        step.Dispose();
        Assert.Equal(1, finished);
        Result(alone).Dispose();
    }

    public void Dispose() => _folder.Dispose();

    private DeviceTurns Open(TimeSpan? longest = null)
    {
        return DeviceTurns.Of(_folder.Path, "cpu", TimeProvider.System, longest: longest);
    }

    private static DeviceTurn Result(Task<DeviceTurn> task) => task.WaitAsync(Patience).GetAwaiter().GetResult();

    private void SpinUntilGateIsClosed()
    {
        var gate = Directory.EnumerateFiles(Path.Combine(_folder.Path, "turns"), "*.gate").Single();
        using var probe = AdvisoryLock.Open(gate);
        Assert.True(SpinWait.SpinUntil(IsClosed, Patience));

        bool IsClosed()
        {
            if (!probe.TryShare())
            {
                return true;
            }

            probe.Leave();
            return false;
        }
    }
}
