using NasCluster.Domain.Recipes;
using NasCluster.Domain.SearchSpaces;

namespace NasCluster.Domain.Tests.Recipes;

public sealed class TrainingRecipeTests
{
    [Fact]
    public void From_Sgd_TakesItsOwnLearningRate()
    {
        var recipe = TrainingRecipe.From(new([new("optimizer", "sgd"), new("sgdLearningRate", 0.1)]));
        Assert.Equal(OptimizerKind.Sgd, recipe.Optimizer);
        Assert.Equal(0.1, recipe.LearningRate);
    }

    [Theory]
    [InlineData("learningRate", 0)]
    [InlineData("batchSize", 0)]
    [InlineData("labelSmoothing", 1)]
    [InlineData("warmup", 1)]
    [InlineData("mixup", -1)]
    [InlineData("cutmix", 11)]
    [InlineData("randAugment", 31)]
    [InlineData("randAugmentLayers", 0)]
    [InlineData("randomErasing", 1.1)]
    [InlineData("emaDecay", 1)]
    [InlineData("warmupEpochs", -1)]
    [InlineData("decayFactor", 0)]
    [InlineData("decayEpochs", 0)]
    public void From_OutOfRange_NamesTheParameter(string name, double value)
    {
        var error = Assert.Throws<InvalidRecipeException>(() => TrainingRecipe.From(new([new(name, value)])));
        Assert.Contains(name, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("optimizer", "sdg")]
    [InlineData("schedule", "7")]
    public void From_UnknownChoice_ListsTheChoices(string name, string value)
    {
        var error = Assert.Throws<InvalidRecipeException>(() => TrainingRecipe.From(new([new(name, value)])));
        Assert.Contains("allowed are", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Schedule_Cosine_WarmsUpThenFallsToZero()
    {
        var schedule = new LearningRateSchedule(
            new() { LearningRate = 1, Warmup = 0.1 },
            stepsPerEpoch: 10,
            epochs: 10
        );
        Assert.Equal(0.1, schedule.At(0), 6);
        Assert.Equal(1, schedule.At(9), 6);
        Assert.Equal(1, schedule.At(10), 6);
        Assert.Equal(0.5, schedule.At(55), 6);
        Assert.InRange(schedule.At(99), 0, 0.01);
    }

    [Fact]
    public void Schedule_Step_FallsTwiceByTen()
    {
        var recipe = new TrainingRecipe
        {
            LearningRate = 1,
            Warmup = 0,
            Schedule = ScheduleKind.Step,
        };
        var schedule = new LearningRateSchedule(recipe, stepsPerEpoch: 10, epochs: 10);
        Assert.Equal([1, 0.1, 0.01], new[] { schedule.At(49), schedule.At(50), Math.Round(schedule.At(75), 9) });
    }
}
