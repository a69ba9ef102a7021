using System.Globalization;
using NasCluster.Domain.Candidates;
using NasCluster.Domain.Recipes;
using NasCluster.Domain.Search;
using NasCluster.Trainer.Data;
using NasCluster.Trainer.Measuring;
using TorchSharp;

namespace NasCluster.Trainer.Training;

/// <summary>Trains one epoch. Synchronous: Torch's dispose scopes belong to a thread.</summary>
internal sealed class EpochTrainer : IDisposable
{
    private readonly TrainingPlan _plan;
    private readonly Learner _learner;
    private readonly TrainingCourse _course;
    private readonly bool _ownsCourse;
    private readonly TimeProvider _time;
    private readonly LearningRateSchedule _schedule;

    /// <summary>All epochs alike.</summary>
    public EpochTrainer(TrainingPlan plan, Learner learner, BatchLoader images, TimeProvider time)
        : this(plan, learner, TrainingCourse.Plain(plan.Recipe, learner, images), time) => _ownsCourse = true;

    /// <summary>In stages; the course stays the caller's.</summary>
    public EpochTrainer(TrainingPlan plan, Learner learner, TrainingCourse course, TimeProvider time)
    {
        _plan = plan;
        _learner = learner;
        _course = course;
        _time = time;
        _schedule = new(plan.Recipe, course.BatchCount, plan.ScheduleEpochs ?? plan.Epochs);
    }

    /// <param name="epoch">1, 2, 3, …</param>
    /// <exception cref="CandidateFailedException">A loss is not finite.</exception>
    public EpochTraining Run(int epoch)
    {
        // All chance of an epoch comes from its number, so that a training resumed before it draws the same.
        torch.manual_seed(unchecked((long)SeededRandom.Derive(_plan.Seed, "epoch", epoch)));
        var random = SeededRandom.Create(_plan.Seed, "mixup", epoch);
        using var losses = new LossMeter(_learner.Module.Device);
        var steps = new Durations();
        var images = 0;
        var stage = _course.At(epoch);
        // The candidate's step time is that of its last epoch: earlier ones may have smaller images.
        using var alone = epoch == _plan.Epochs ? new AloneSteps(_learner.Turns, _time) : null;
        var waited = _learner.Turns.Waited;
        var start = _time.GetTimestamp();
        foreach (var batch in stage.Images.Epoch(epoch - 1))
        {
            using (batch)
            {
                images += batch.Count;
                steps.Add(InTurn(alone, steps.Count, () => Step(batch, stage, random, losses, epoch)));
            }
        }

        var spent = _time.GetElapsedTime(start) - (_learner.Turns.Waited - waited);
        return Result(epoch, losses.Mean(), steps, alone?.Steps ?? new(), images / spent.TotalSeconds);
    }

    public void Dispose()
    {
        if (_ownsCourse)
        {
            _course.Dispose();
        }
    }

    private TimeSpan InTurn(AloneSteps? alone, int number, Func<TimeSpan> step)
    {
        _learner.Clock.Mark(Phase.Data);
        if (alone?.Begin(number) == true)
        {
            _learner.Clock.Mark(Phase.Wait);
            var start = _time.GetTimestamp();
            var taken = step();
            _learner.Turns.Finish?.Invoke();
            alone.End(start);
            return taken;
        }

        using var turn = _learner.Turns.Step();
        _learner.Clock.Mark(Phase.Wait);
        return step();
    }

    private TimeSpan Step(Batch batch, CourseStage stage, Random random, LossMeter losses, int epoch)
    {
        using var scope = torch.NewDisposeScope();
        var start = _time.GetTimestamp();
        var (images, labels) = stage.Buffer.Fill(batch);
        _learner.Clock.Mark(Phase.Data);
        var loss = _learner.Step(images, labels, _schedule.At(_learner.Optimizer.Steps), random, stage);
        var isFinite = losses.Add(loss, batch.Count);
        _learner.Clock.Mark(Phase.ForwardBackward);
        return isFinite ? _time.GetElapsedTime(start) : throw Diverged(epoch, loss.item<float>());
    }

    private EpochTraining Result(int epoch, double loss, Durations steps, Durations alone, double imagesPerSecond)
    {
        if (!double.IsFinite(loss))
        {
            throw Diverged(epoch, loss);
        }

        // Steps on a GPU only enqueue work; there the epoch's mean is what can be said.
        var onGpu = _learner.Module.Device.type == DeviceType.CUDA;
        var step = onGpu ? 1000 * _plan.Recipe.BatchSize / imagesPerSecond : steps.MedianMs;
        return new(loss, step, imagesPerSecond, alone);
    }

    private CandidateFailedException Diverged(int epoch, double loss) =>
        new(
            FailureKind.Diverged,
            string.Create(
                CultureInfo.InvariantCulture,
                $"The training loss is {loss} at step {_learner.Optimizer.Steps}."
            ),
            epoch
        );
}
