using NasCluster.Trainer.Doctor;
using NasCluster.Trainer.Tests.Shared;

namespace NasCluster.Trainer.Tests.Doctor;

[Collection(TorchTests.Name)]
public sealed class ProfileCommandTests
{
    [Fact]
    public void Profile_MadeTraining_DividesItsWholeTime()
    {
        var before = DateTime.UtcNow;
        var report = ProfileCommand.Profile(Commands.Settings, images: 640, epochs: 1);
        var wall = (DateTime.UtcNow - before).TotalSeconds;
        Assert.Equal(128 / report.BatchSize, report.Steps);
        Assert.All(
            (double[])
                [
                    report.Phases.Start,
                    report.Phases.ForwardBackward,
                    report.Phases.Optimizer,
                    report.Phases.Evaluation,
                    report.Phases.Checkpoint,
                ],
            seconds => Assert.True(seconds > 0)
        );
        Assert.InRange(report.Phases.Total, 0.5 * wall, wall);
    }

    [Fact]
    public void Speed_NoTimeAsked_TrainsOneEpochAndSaysHowFast()
    {
        using var training = new SpeedTraining(Commands.Settings);
        Assert.True(training.Run(TimeSpan.Zero) > 0);
    }
}
