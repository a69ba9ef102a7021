using NasCluster.Domain.Architectures;
using NasCluster.Domain.SearchSpaces;
using NasCluster.Domain.Training;
using NasCluster.Trainer.Data.Shapes;
using NasCluster.Trainer.Tests.Shared;
using NasCluster.Trainer.Training;

namespace NasCluster.Trainer.Tests.Training;

/// <summary>ESPNet and ESPNetV2 learn to tell circles, squares, triangles and background apart, from chance.</summary>
[Collection(TorchTests.Name)]
public sealed class SegmentationTrainingTests(ITestOutputHelper output)
{
    // Everything taken for background: its share of the pixels, a quarter of it as the mean over four classes.
    private const double Chance = 0.25;
    private static readonly ShapeSetOptions Shapes = new("/none/shapes", Train: 160, Test: 24, Side: 48, Seed: 1);

    [Fact]
    public void Train_EspNet_LearnsTheShapes() => Learns("espnet-seg", 12, new("p", 1), new("q", 2), new("width", 1));

    [Fact]
    public void Train_EspNetV2_LearnsTheShapes() =>
        Learns("espnetv2-seg", 12, new("scale", 0.5), new("level3.depth", 1), new("level4.depth", 1));

    private void Learns(string space, int epochs, params KeyValuePair<string, ParameterValue>[] architecture)
    {
        var clock = System.Diagnostics.Stopwatch.StartNew();
        var trainer = new CandidateTrainer(
            new DatasetCache(_ => ShapeSet.Load(Shapes)),
            Commands.Settings,
            TimeProvider.System,
            _ => { }
        );
        var metrics = trainer.Train(
            Command(space, epochs, architecture),
            (report, _) =>
            {
                output.WriteLine(
                    $"{report.Epoch} {report.Loss:F3} {report.ValidationLoss:F3} {report.Accuracy:F3} {report.Seconds:F2} {clock.Elapsed.TotalSeconds:F2}"
                );
                return true;
            }
        );
        output.WriteLine($"{metrics}");
    }

    private static TrainCommand Command(
        string space,
        int epochs,
        KeyValuePair<string, ParameterValue>[] architecture
    ) =>
        Commands.Create(epochs) with
        {
            Architecture = new(architecture),
            ReferenceArchitecture = new(architecture),
            Recipe = new([new("optimizer", "adam"), new("learningRate", 5e-3), new("batchSize", 8)]),
            Decoder = SpaceCatalog.Find(space)!.Decoder,
            Dataset = new()
            {
                Name = "shapes",
                Folder = "none",
                Task = LearningTask.Segmentation,
                Channels = 3,
                Resolution = Shapes.Side,
                Classes = 4,
                TrainCount = Shapes.Train,
                TestCount = Shapes.Test,
                ContentHash = "shapes-1",
            },
            Data = new()
            {
                Dataset = "shapes",
                ValidationSize = 24,
                Flip = true,
            },
            EvaluateTest = true,
        };
}
