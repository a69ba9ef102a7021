using NasCluster.Domain.Architectures;
using NasCluster.Domain.Candidates;
using NasCluster.Domain.Recipes;
using NasCluster.Domain.SearchSpaces;
using NasCluster.Domain.Training;
using NasCluster.Trainer.Networks;
using NasCluster.Trainer.Tests.Data;
using NasCluster.Trainer.Tests.Shared;
using NasCluster.Trainer.Training;
using TorchSharp;

namespace NasCluster.Trainer.Tests.Training;

/// <summary>ESPNet and ESPNetV2 learn to tell circles, squares, triangles and background apart, from chance.</summary>
[Collection(TorchTests.Name)]
public sealed class SegmentationTrainingTests
{
    // One of four classes everywhere can be right by its share of the pixels at most: a quarter as the mean over classes.
    private const double Chance = 0.25;

    private static readonly ShapeTraining Shapes = new(train: 144, test: 24, side: 48);
    private static readonly ShapeTraining Few = new(train: 18, test: 2, side: 16);

    private static readonly KeyValuePair<string, ParameterValue>[] Small =
    [
        new("p", 1),
        new("q", 1),
        new("width", 0.5),
        new("decoder.width", 10),
    ];

    [Fact]
    public void Train_EspNet_LearnsTheShapes() => Learns(Shapes.Command("espnet-seg", 8, new("p", 1), new("q", 2)));

    [Fact]
    public void Train_EspNetV2WithoutClassWeights_LearnsTheShapes()
    {
        var command = Shapes.Command(
            "espnetv2-seg",
            10,
            new("scale", 0.5),
            new("level3.depth", 1),
            new("level4.depth", 1)
        );
        Learns(command with { Recipe = command.Recipe.With("classWeights", false) });
    }

    [Fact]
    public void Train_EncoderAlone_IsScoredAtTheImagesSize()
    {
        var command = Few.Command("espnet-seg", 1, [.. Small[..3], new("decoder", false)]);
        var metrics = Few.Trainer().Train(command, (_, _) => true);

        Assert.InRange(metrics.MeanIoU!.Value, 0.001, 1);
        Assert.True(metrics.PixelAccuracy >= metrics.MeanIoU);
    }

    [Fact]
    public void Train_ResumedFromACheckpoint_EndsTheSameToTheBit()
    {
        using var folder = new TempFolder();
        CheckpointRef? first = null;
        var command = Few.Command("espnet-seg", 3, Small);
        var whole = Few.Trainer().Train(command, (_, _) => true);
        Assert.Throws<CandidateFailedException>(() =>
            Few.Trainer().Train(command with { CheckpointFolder = folder.Path }, StopAfterTheFirst)
        );

        var resumed = Few.Trainer().Train(command with { Resume = first }, (report, _) => report.Epoch > 1);

        Assert.Equal(
            (whole.Loss, whole.Accuracy, whole.PixelAccuracy, whole.TestAccuracy),
            (resumed.Loss, resumed.Accuracy, resumed.PixelAccuracy, resumed.TestAccuracy)
        );

        bool StopAfterTheFirst(EpochReport report, CheckpointRef? checkpoint)
        {
            first = checkpoint;
            return false;
        }
    }

    [Fact]
    public void Train_SecondCandidate_LeavesNoTensors()
    {
        var trainer = Few.Trainer();
        var command = Few.Command("espnet-seg", 1, Small);
        trainer.Train(command, (_, _) => true);
        var statistics = DisposeScopeManager.Statistics.TensorStatistics;
        statistics.Reset();
        trainer.Train(command, (_, _) => true);
        Assert.True(statistics.CreatedInScopeCount > 100);
        Assert.Equal(0, statistics.ThreadTotalLiveCount);
    }

    [Fact]
    public void Train_ClassificationNetworkOnASegmentationSet_IsInvalid()
    {
        var command = Commands.Create() with { Dataset = Few.Command("espnet-seg", 1).Dataset };

        var error = Assert.Throws<InvalidNetworkException>(() => Few.Trainer().Train(command, (_, _) => true));

        Assert.Contains(
            "is for Classification, the data set 'shapes' for Segmentation",
            error.Message,
            StringComparison.Ordinal
        );
    }

    private static void Learns(TrainCommand command)
    {
        Assert.InRange(Untrained(command), 0, Chance);

        var metrics = Shapes.Trainer().Train(command, (_, _) => true);

        Console.Error.WriteLine();
        Assert.InRange(metrics.Accuracy, 0.8, 1);
        Assert.InRange(metrics.TestAccuracy!.Value, 0.8, 1);
        Assert.InRange(metrics.PixelAccuracy!.Value, 0.9, 1);
        Assert.Equal(metrics.Accuracy, metrics.MeanIoU);
    }

    private static double Untrained(TrainCommand command)
    {
        var recipe = TrainingRecipe.From(command.Recipe);
        using var data = TrainingData.Of(Shapes.Load(), command, recipe);
        using var module = new GraphModule(CandidateNetwork.Of(command).Network, new() { Seed = command.Seed });
        return Evaluator.Evaluate(module, data.Validation).Accuracy;
    }
}
