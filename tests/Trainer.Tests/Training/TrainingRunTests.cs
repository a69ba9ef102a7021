using NasCluster.Domain.Candidates;
using NasCluster.Domain.Recipes;
using NasCluster.Trainer.Networks;
using NasCluster.Trainer.Tests.Shared;
using NasCluster.Trainer.Training;
using TorchSharp;

namespace NasCluster.Trainer.Tests.Training;

[Collection(TorchTests.Name)]
public sealed class TrainingRunTests
{
    private static readonly TrainingRecipe Plain = new() { BatchSize = 16, LearningRate = 1e-2 };

    [Fact]
    public void Run_SeparableImages_AreLearned()
    {
        using var training = new RecordedTraining(Plain, epochs: 8);
        var outcome = training.Run();
        Assert.True(outcome.Validation.Accuracy > 0.9, $"{outcome.Validation}");
        Assert.Equal(Enumerable.Range(1, 8), training.Reports.Select(report => report.Epoch));
        Assert.True(training.Reports[^1].Loss < training.Reports[0].Loss / 2);
        Assert.All(
            training.Reports,
            report => Assert.True(report is { StepTimeMs: > 0, ImagesPerSecond: > 0, Seconds: > 0 })
        );
    }

    [Fact]
    public void Run_SameSeeds_GivesTheSameToTheBit()
    {
        using var first = new RecordedTraining(Plain with { Mixup = 0.2, Ema = true }, epochs: 2);
        using var second = new RecordedTraining(Plain with { Mixup = 0.2, Ema = true }, epochs: 2);
        first.Run();
        second.Run();
        Assert.Equal(first.Figures, second.Figures);
        Assert.Equal(first.Weights, second.Weights);
    }

    [Fact]
    public void Run_AveragedWeights_AreEvaluatedInsteadOfTheRawOnes()
    {
        using var raw = new RecordedTraining(Plain, epochs: 2);
        using var averaged = new RecordedTraining(Plain with { Ema = true }, epochs: 2);
        raw.Run();
        averaged.Run();
        Assert.Equal(raw.Weights, averaged.Weights);
        Assert.Equal(raw.Reports[^1].Loss, averaged.Reports[^1].Loss);
        Assert.NotEqual(raw.Reports[^1].ValidationLoss, averaged.Reports[^1].ValidationLoss);
    }

    [Fact]
    public void Run_HugeLearningRate_Diverges()
    {
        var recipe = Plain with { Optimizer = OptimizerKind.Sgd, LearningRate = 1e30, Warmup = 0 };
        using var training = new RecordedTraining(recipe, epochs: 3);
        var error = Assert.Throws<CandidateFailedException>(training.Run);
        Assert.Equal(FailureKind.Diverged, error.Failure.Kind);
        Assert.Equal(1, error.Failure.Epoch);
        Assert.Empty(training.Reports);
    }

    [Fact]
    public void Epoch_AfterTheFirst_LeavesNoTensors()
    {
        var recipe = Plain with { BatchSize = 7, Ema = true, Mixup = 0.3, LabelSmoothing = 0.1 };
        var command = Commands.Create();
        var images = Stripes.Load(TinyNetwork.Side, Commands.TrainImages, Commands.TestImages);
        using var data = TrainingData.Of(images, command, recipe);
        using var learner = new Learner(new GraphModule(TinyNetwork.Create(), new()), recipe);
        var plan = new TrainingPlan
        {
            Candidate = command.Candidate,
            Recipe = recipe,
            Epochs = 3,
            Seed = 1,
        };
        using var trainer = new EpochTrainer(plan, learner, data.Train, TimeProvider.System);
        trainer.Run(1);
        var statistics = DisposeScopeManager.Statistics.TensorStatistics;
        statistics.Reset();
        trainer.Run(2);
        Evaluator.Evaluate(learner, data.Validation);
        Assert.True(data.Train.BatchCount >= 10);
        Assert.True(statistics.CreatedInScopeCount > 100);
        Assert.Equal(0, statistics.ThreadTotalLiveCount);
    }
}
