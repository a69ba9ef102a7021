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
    private const int FewestHeld = 2;
    private readonly long[] _labels;
    private BatchLoader? _held;

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
    public static TrainingData Of(LoadedDataset images, TrainCommand command, TrainingRecipe recipe) =>
        Of(images, command, recipe, DataSplit.Of(images.Train.Count, command.Data, command.SplitSeed));

    private static TrainingData Of(LoadedDataset images, TrainCommand command, TrainingRecipe recipe, DataSplit split)
    {
        var evaluation = new LoaderOptions
        {
            BatchSize = Evaluator.BatchSizeOf(images.Train),
            Statistics = ChannelStatistics.Of(images.Train, split.Train),
        };
        var training = OptionsOf(command, recipe, evaluation.Statistics, "batches");
        return new(
            new(images.Train, split.Train, training),
            new(images.Train, split.Validation, evaluation),
            command.EvaluateTest ? new(images.Test, TestOf(images, command), evaluation) : null,
            evaluation.Statistics,
            split.Train.Length,
            images.Train.Targets.CountPerClass(split.Train, images.Train.Classes)
        );
    }

    /// <summary>Training images that weights do not see: a supernet trains its architecture weights on them.</summary>
    public BatchLoader? Held => _held;

    /// <summary>The same with a share of the training images for the weights, the rest held for what learns beside them.</summary>
    /// <param name="images">The data set.</param>
    /// <param name="command">Split and augmentation.</param>
    /// <param name="recipe">Batch size.</param>
    /// <param name="share">Between 0 and 1; either part has at least two images.</param>
    /// <exception cref="DatasetException">Fewer than four images, or as above.</exception>
    public static TrainingData Of(LoadedDataset images, TrainCommand command, TrainingRecipe recipe, double share)
    {
        var split = DataSplit.Of(images.Train.Count, command.Data, command.SplitSeed);
        if (split.Train.Length < 2 * FewestHeld)
        {
            throw DatasetFault.Empty(command.Data.Dataset, $"{split.Train.Length} training images; a supernet needs 4");
        }

        var count = Math.Clamp((int)(share * split.Train.Length), FewestHeld, split.Train.Length - FewestHeld);
        var data = Of(images, command, recipe, new DataSplit(split.Train[..count], split.Validation));
        data._held = new(
            images.Train,
            split.Train[count..],
            OptionsOf(command, recipe, data.Statistics, "held-batches")
        );
        return data;
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
        _held?.Dispose();
        Test?.Dispose();
    }

    private static LoaderOptions OptionsOf(
        TrainCommand command,
        TrainingRecipe recipe,
        ChannelStatistics statistics,
        string purpose
    ) =>
        new()
        {
            Statistics = statistics,
            BatchSize = recipe.BatchSize,
            Training = true,
            Seed = SeededRandom.Derive(command.Seed, purpose),
            Flip = command.Data.Flip,
            Crop = command.Data.Crop,
        };

    private static int[] TestOf(LoadedDataset images, TrainCommand command) =>
        DataSplit.Test(images.Test.Count, command.Data, command.SplitSeed);
}
