using NasCluster.Domain.Experiments;
using NasCluster.Domain.Recipes;
using NasCluster.Domain.Search;
using NasCluster.Domain.Training;
using NasCluster.Trainer.Data;

namespace NasCluster.Trainer.Training;

/// <summary>The images of one candidate, normalised by its training images.</summary>
internal sealed class TrainingData : IDisposable
{
    private TrainingData(
        BatchLoader train,
        BatchLoader validation,
        BatchLoader? test,
        ChannelStatistics statistics,
        int trainCount
    )
    {
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
            BatchSize = Evaluator.BatchSize,
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
            split.Train.Length
        );
    }

    public void Dispose()
    {
        Train.Dispose();
        Validation.Dispose();
        Test?.Dispose();
    }

    private static int[] TestOf(LoadedDataset images, TrainCommand command) =>
        DataSplit.Test(images.Test.Count, command.Data, command.SplitSeed);
}
