using NasCluster.Domain.Architectures;
using NasCluster.Domain.Experiments;
using NasCluster.Domain.Recipes;
using NasCluster.Domain.Search;
using NasCluster.Domain.Training;
using NasCluster.Trainer.Data;
using NasCluster.Trainer.Proxies;
using TorchSharp;

namespace NasCluster.Trainer.Training;

/// <summary>The images of one candidate, normalised by its training images.</summary>
internal sealed class TrainingData : IDisposable
{
    private const int FewestHeld = 2;
    private const int ImagesOfProxies = 64;
    private const int ImagesOfPixels = 8;
    private readonly long[] _labels;
    private readonly int[] _trained;
    private readonly LoaderOptions _training;
    private BatchLoader? _held;

    private TrainingData(
        BatchLoader train,
        BatchLoader validation,
        BatchLoader? test,
        LoaderOptions training,
        int[] trained,
        long[] labels
    )
    {
        _labels = labels;
        _trained = trained;
        _training = training;
        Train = train;
        Validation = validation;
        Test = test;
        Statistics = training.Statistics;
        TrainCount = trained.Length;
    }

    public BatchLoader Train { get; }

    public BatchLoader Validation { get; }

    /// <summary>Null where they are not asked for.</summary>
    public BatchLoader? Test { get; }

    /// <summary>What pixels are normalised by.</summary>
    public ChannelStatistics Statistics { get; }

    public int TrainCount { get; }

    /// <exception cref="DatasetException">Nothing is left to train on, to validate or to test with.</exception>
    /// <exception cref="InvalidRecipeException">It changes images in a way that labelled pixels do not follow.</exception>
    public static TrainingData Of(
        LoadedDataset images,
        TrainCommand command,
        TrainingRecipe recipe,
        DeviceType device = DeviceType.CPU
    ) => Of(images, command, recipe, DataSplit.Of(images.Train.Count, command.Data, command.SplitSeed), device);

    private static TrainingData Of(
        LoadedDataset images,
        TrainCommand command,
        TrainingRecipe recipe,
        DataSplit split,
        DeviceType device
    )
    {
        RequireLabelsOfImages(images.Train.Task, recipe);
        var evaluation = new LoaderOptions
        {
            BatchSize = Evaluator.BatchSizeOf(images.Train, device),
            Statistics = images.Train.StatisticsOf(split.Train),
        };
        var training = OptionsOf(command, recipe, evaluation.Statistics, "batches");
        return new(
            new(images.Train, split.Train, training),
            new(images.Train, split.Validation, evaluation),
            command.EvaluateTest ? new(images.Test, TestOf(images, command), evaluation) : null,
            training,
            split.Train,
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
    /// <param name="device">Where they are evaluated.</param>
    /// <exception cref="DatasetException">Fewer than four images, or as above.</exception>
    public static TrainingData Of(
        LoadedDataset images,
        TrainCommand command,
        TrainingRecipe recipe,
        double share,
        DeviceType device = DeviceType.CPU
    )
    {
        var split = DataSplit.Of(images.Train.Count, command.Data, command.SplitSeed);
        if (split.Train.Length < 2 * FewestHeld)
        {
            throw DatasetFault.Empty(command.Data.Dataset, $"{split.Train.Length} training images; a supernet needs 4");
        }

        var count = Math.Clamp((int)(share * split.Train.Length), FewestHeld, split.Train.Length - FewestHeld);
        var data = Of(images, command, recipe, new DataSplit(split.Train[..count], split.Validation), device);
        data._held = new(
            images.Train,
            split.Train[count..],
            OptionsOf(command, recipe, data.Statistics, "held-batches")
        );
        return data;
    }

    /// <summary>The same training images at the size of a stage, with its RandAugment; the caller disposes of it.</summary>
    /// <param name="images">The training set at that size.</param>
    /// <param name="stage">The stage.</param>
    public BatchLoader CreateTrain(ImageSet images, TrainingStage stage) =>
        new(
            images,
            _trained,
            _training with
            {
                Crop = (int)Math.Round((double)_training.Crop * images.Height / Train.Images.Height),
                RandAugment = stage.RandAugment > 0 ? new(stage.RandAugment, _training.RandAugment?.Layers ?? 1) : null,
            }
        );

    /// <summary>The first training images as they are, for proxies; the tensors belong to the caller's dispose scope.</summary>
    public ProxyBatch ProxyBatch(torch.Device device) =>
        FirstBatch(
            Train.Images,
            _trained,
            Train.Images.Task == LearningTask.Segmentation ? ImagesOfPixels : ImagesOfProxies,
            device
        );

    /// <summary>The first of some images, normalised by all of them.</summary>
    public static ProxyBatch FirstBatch(ImageSet images, int[] indices, int count, torch.Device device)
    {
        var chosen = indices[..Math.Min(count, indices.Length)];
        var options = new LoaderOptions
        {
            BatchSize = chosen.Length,
            Statistics = ChannelStatistics.Of(images, indices),
        };
        using var loader = new BatchLoader(images, chosen, options);
        using var batch = loader.Epoch(0).Single();
        using var buffer = new InputBuffer(
            chosen.Length,
            new(images.Channels, images.Height, images.Width),
            device,
            images.Task
        );
        var (pixels, labels) = buffer.Fill(batch);
        return new(pixels.clone(), labels.clone());
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
            RandAugment = recipe.RandAugment > 0 ? new(recipe.RandAugment, recipe.RandAugmentLayers) : null,
            RandomErasing = recipe.RandomErasing,
        };

    private static void RequireLabelsOfImages(LearningTask task, TrainingRecipe recipe)
    {
        var name =
            recipe.RandAugment > 0 ? "randAugment"
            : recipe.CutMix > 0 ? "cutmix"
            : recipe.RandomErasing > 0 ? "randomErasing"
            : null;
        if (task == LearningTask.Segmentation && name is not null)
        {
            throw new InvalidRecipeException($"'{name}' is for images with one label; this data set labels pixels.");
        }
    }

    private static int[] TestOf(LoadedDataset images, TrainCommand command) =>
        DataSplit.Test(images.Test.Count, command.Data, command.SplitSeed);
}
