using System.Text.Json;
using NasCluster.Domain.Recipes;
using NasCluster.Domain.Tests.Zoo;

namespace NasCluster.Domain.Tests.Recipes;

public sealed class LearningRateScheduleTests
{
    private const int Steps = 10;

    [Fact]
    public void At_ExponentialAfterTheWarmUp_IsEfficientNets()
    {
        var recipe = new TrainingRecipe
        {
            LearningRate = 0.256,
            Schedule = ScheduleKind.Exponential,
            WarmupEpochs = 5,
        };
        var schedule = new LearningRateSchedule(recipe, Steps, epochs: 350);
        foreach (var (epoch, rate) in Golden().Where(pair => pair.Epoch >= 5))
        {
            Assert.Equal(rate, schedule.At((long)(epoch * Steps)), tolerance: 1e-12);
        }
    }

    [Fact]
    public void At_WarmUpInEpochs_EndsAtThePeakAndOverridesTheShare()
    {
        var recipe = new TrainingRecipe
        {
            LearningRate = 1,
            Schedule = ScheduleKind.Constant,
            Warmup = 0.9,
            WarmupEpochs = 2.5,
        };
        var schedule = new LearningRateSchedule(recipe, Steps, epochs: 10);
        Assert.Equal(0.04, schedule.At(0), 9);
        Assert.Equal(0.96, schedule.At(23), 9);
        Assert.Equal(1, schedule.At(24), 9);
        Assert.Equal(1, schedule.At(99), 9);
    }

    [Fact]
    public void At_WarmUpLongerThanTheTraining_RisesToItsEnd()
    {
        var recipe = new TrainingRecipe { LearningRate = 1, WarmupEpochs = 50 };
        var schedule = new LearningRateSchedule(recipe, Steps, epochs: 3);
        Assert.Equal(1, schedule.At(29), 9);
    }

    [Fact]
    public void At_Linear_FallsToZero()
    {
        var recipe = new TrainingRecipe
        {
            LearningRate = 2,
            Schedule = ScheduleKind.Linear,
            Warmup = 0,
        };
        var schedule = new LearningRateSchedule(recipe, Steps, epochs: 10);
        Assert.Equal([2, 1.5, 1, 0.02], new[] { 0, 25, 50, 99 }.Select(step => Math.Round(schedule.At(step), 9)));
    }

    // The released scheduler printed for these epochs, lr_min 0.1.
    [Theory]
    [InlineData(0, 0.1)]
    [InlineData(1, 0.5)]
    [InlineData(2, 0.4)]
    [InlineData(5, 0.1)]
    [InlineData(6, 0.5)]
    [InlineData(50, 0.1)]
    [InlineData(51, 0.25)]
    [InlineData(101, 0.125)]
    [InlineData(281, 0.001953125)]
    public void At_Cyclic_IsEspNetV2s(int epoch, double rate)
    {
        var recipe = new TrainingRecipe
        {
            LearningRate = 0.5,
            Schedule = ScheduleKind.Cyclic,
            Warmup = 0,
        };
        var schedule = new LearningRateSchedule(recipe, Steps, epochs: 300);
        Assert.Equal(rate, schedule.At((long)epoch * Steps), tolerance: 1e-9);
        Assert.Equal(rate, schedule.At((long)epoch * Steps + Steps - 1), tolerance: 1e-9);
    }

    private static IEnumerable<(double Epoch, double Rate)> Golden()
    {
        var file = File.ReadAllBytes(Path.Combine(GoldenFolder.Path, "procedures.json"));
        var values = JsonDocument.Parse(file).RootElement.GetProperty("values");
        return values
            .EnumerateObject()
            .Single(property => property.Name.StartsWith("efficientnet_lr_at_epoch", StringComparison.Ordinal))
            .Value.EnumerateObject()
            .Select(pair =>
                (double.Parse(pair.Name, System.Globalization.CultureInfo.InvariantCulture), pair.Value.GetDouble())
            );
    }
}
