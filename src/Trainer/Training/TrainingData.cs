using NasCluster.Domain.Architectures;
using NasCluster.Domain.Experiments;
using NasCluster.Domain.Recipes;
using NasCluster.Domain.Search;
using NasCluster.Domain.Training;
using NasCluster.Trainer.Data;
using TorchSharp;

namespace NasCluster.Trainer.Training;

/// <summary>The images of one candidate, normalised by its training images.</summary>
internal sealed class TrainingData : IDisposable
{
    private readonly long[] _labels;

    private TrainingData(
        BatchLoader train,
        BatchLoader validation,
        BatchLoader? test,
        ChannelStatistics statistics,
        int trainCount,
        long[] labels
    )
    {
        _labels = labels;
        Train = train;
        Validation = validation;
        Test = test;
        Statistics = statistics;
        TrainCount = trainCount;
    }

    public BatchLoader Train { get; }

    public BatchLoader Validation { get; }

    /// <summary>Null where they are not asked for.</summary>
    public BatchLoader? Test { get; }

    /// <summary>What pixels are normalised by.</summary>
    public ChannelStatistics Statistics { get; }

    public int TrainCount { get; }

    /// <exception cref="DatasetException">Nothing is left to train on, to validate or to test with.</exception>
    public static TrainingData Of(LoadedDataset images, TrainCommand command, TrainingRecipe recipe)
    {
        var split = DataSplit.Of(images.Train.Count, command.Data, command.SplitSeed);
        var evaluation = new LoaderOptions
        {
            BatchSize = Evaluator.BatchSizeOf(images.Train),
            Statistics = ChannelStatistics.Of(images.Train, split.Train),
        };
        var training = evaluation with
        {
            BatchSize = recipe.BatchSize,
            Training = true,
            Seed = SeededRandom.Derive(command.Seed, "batches"),
            Flip = command.Data.Flip,
            Crop = command.Data.Crop,
        };
        return new(
            new(images.Train, split.Train, training),
            new(images.Train, split.Validation, evaluation),
            command.EvaluateTest ? new(images.Test, TestOf(images, command), evaluation) : null,
            evaluation.Statistics,
            split.Train.Length,
            images.Train.Targets.CountPerClass(split.Train, images.Train.Classes)
        );
    }

    /// <summary>The loss of these images; the caller disposes of it.</summary>
    public IObjective CreateObjective(TrainingRecipe recipe, torch.Device device) =>
        Train.Images.Task == LearningTask.Segmentation
            ? new PixelObjective(recipe, _labels, device)
            : new ImageObjective(recipe.LabelSmoothing);

    public void Dispose()
    {
        Train.Dispose();
        Validation.Dispose();
        Test?.Dispose();
    }

    private static int[] TestOf(LoadedDataset images, TrainCommand command) =>
        DataSplit.Test(images.Test.Count, command.Data, command.SplitSeed);
}
