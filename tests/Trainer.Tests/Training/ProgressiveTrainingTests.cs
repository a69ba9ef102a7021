using NasCluster.Domain.Architectures;
using NasCluster.Domain.Candidates;
using NasCluster.Domain.Recipes;
using NasCluster.Domain.SearchSpaces;
using NasCluster.Domain.Training;
using NasCluster.Trainer.Checkpoints;
using NasCluster.Trainer.Networks;
using NasCluster.Trainer.Tests.Data;
using NasCluster.Trainer.Tests.Shared;
using NasCluster.Trainer.Training;
using TorchSharp;

namespace NasCluster.Trainer.Tests.Training;

[Collection(TorchTests.Name)]
public sealed class ProgressiveTrainingTests : IDisposable
{
    private const int Epochs = 4;
    private const int Side = 20;
    private readonly TempFolder _folder = new();

    [Theory]
    [InlineData("paper", new[] { 10, 13, 17, 20 })]
    [InlineData("released", new[] { 12, 15, 17, 20 })]
    public void At_EveryEpoch_HasItsStagesSizeAndTheSameTensors(string kind, int[] sizes)
    {
        using var scene = new Scene(Progressive(kind));
        var before = scene.Learner.Module.Tensors.Flat.detach().clone();
        var found = new List<int>();
        for (var epoch = 1; epoch <= Epochs; epoch++)
        {
            var stage = scene.Course.At(epoch);
            found.Add(stage.Module.Input.Height);
            Assert.Equal(stage.Module.Input.Height, stage.Images.Images.Height);
            Assert.Same(scene.Learner.Module.Tensors, stage.Module.Tensors);
            Assert.Same(stage, scene.Course.At(epoch));
        }

        Assert.Equal(sizes, found);
        Assert.True(Tensors.Same(before, scene.Learner.Module.Tensors.Flat));
        Assert.Equal(Side, scene.Learner.Module.Input.Height);
        Assert.Equal(Side, scene.Data.Validation.Images.Height);
    }

    [Fact]
    public void At_LastStage_GivesTheNumbersOfThePlainNetwork()
    {
        using var scene = new Scene(Progressive("paper"));
        using var images = torch.randn(4, 1, Side, Side);
        using var noGradient = torch.no_grad();
        var last = scene.Course.At(Epochs).Module;
        scene.Learner.Module.eval();
        last.eval();
        Assert.True(Tensors.Same(scene.Learner.Module.forward(images), last.forward(images)));
    }

    [Fact]
    public void Dispose_Course_LeavesTheTensorsToTheLearner()
    {
        using var scene = new Scene(Progressive("paper"));
        scene.Course.At(1);
        scene.Course.Dispose();
        Assert.True(scene.Learner.Module.Tensors.Parameters.All(slot => !slot.Value.IsInvalid));
    }

    [Theory]
    [InlineData("paper", 1)]
    [InlineData("paper", 3)]
    [InlineData("released", 2)]
    public void Train_KilledBetweenStagesAndResumed_GoesOnAsIfNothingHadBeen(string kind, int killedAfter)
    {
        var command = Progressive(kind);
        var whole = Train(command with { CheckpointFolder = Folder("whole") });
        var killed = Train(command with { CheckpointFolder = Folder("killed") }, killedAfter);
        var resume = killed.Checkpoints[^1];
        var resumed = Train(command with { CheckpointFolder = Folder("killed"), Resume = resume });
        Assert.Equal(whole.Figures, [.. killed.Figures, .. resumed.Figures]);
        Assert.Equal(WeightsOf(whole), WeightsOf(resumed));
    }

    [Fact]
    public void Train_SmallerImages_StepsFasterAndIsEvaluatedAtFullSize()
    {
        var command = Commands.Create(epochs: 1);
        var small = command with { Recipe = command.Recipe.With("trainResolution", 10) };
        var (plain, reduced) = (Train(command), Train(small));
        Assert.Equal(plain.Metrics!.Macs, reduced.Metrics!.Macs);
        Assert.NotEqual(plain.Figures, reduced.Figures);
        using var scene = new Scene(small);
        Assert.Equal((10, Side), (scene.Course.At(1).Images.Images.Height, scene.Data.Validation.Images.Height));
    }

    [Fact]
    public void Train_ImagesAboveTheNetworks_AreRefusedBeforeTraining()
    {
        var command = Commands.Create();
        var error = Assert.Throws<InvalidRecipeException>(() =>
            Train(command with { Recipe = command.Recipe.With("trainResolution", 24) })
        );
        Assert.Equal("'trainResolution' is 24, above the 20 pixels that the network is evaluated at.", error.Message);
    }

    [Fact]
    public void Train_DfcAttention_IsEnlargedToTheStagesSize()
    {
        var space = SpaceCatalog.Find("ghost-v2-small")!;
        var smallest = space.At(new double[space.Dimensions.Length]);
        var command = Commands.Create(epochs: 2) with
        {
            Architecture = smallest.Architecture,
            ReferenceArchitecture = smallest.Architecture,
            Decoder = space.Decoder,
            Recipe = smallest.Recipe.With("batchSize", 32).With("progressive", "paper").With("progressiveStages", 2),
        };
        Assert.Equal(2, Train(command).Reports.Count);
    }

    [Fact]
    public void Train_SecondProgressiveCandidate_LeavesNoTensors()
    {
        var trainer = Commands.Trainer();
        trainer.Train(Progressive("paper"), (_, _) => true);
        var statistics = DisposeScopeManager.Statistics.TensorStatistics;
        statistics.Reset();
        trainer.Train(Progressive("paper"), (_, _) => true);
        Assert.True(statistics.CreatedInScopeCount > 100);
        Assert.Equal(0, statistics.ThreadTotalLiveCount);
    }

    public void Dispose() => _folder.Dispose();

    private static TrainCommand Progressive(string kind)
    {
        var command = Commands.Create(Epochs);
        var recipe = command
            .Recipe.With("progressive", kind)
            .With("randAugment", 10)
            .With("mixup", 0.2)
            .With("cutmix", 0.5)
            .With("dropout", 0.3)
            .With("ema", true);
        return command with { Recipe = recipe };
    }

    private string Folder(string name) => Directory.CreateDirectory(Path.Combine(_folder.Path, name)).FullName;

    private static Recorded Train(TrainCommand command, int? killedAfter = null)
    {
        var recorded = new Recorded();
        try
        {
            recorded.Metrics = Commands
                .Trainer()
                .Train(
                    command,
                    (report, checkpoint) =>
                    {
                        recorded.Reports.Add(report);
                        recorded.Checkpoints.AddRange(checkpoint is null ? [] : [checkpoint]);
                        return report.Epoch != killedAfter ? true : throw new TimeoutException("killed");
                    }
                );
        }
        catch (TimeoutException) when (killedAfter is not null)
        {
            // As if the process had died after this report.
        }

        return recorded;
    }

    private static byte[] WeightsOf(Recorded training) =>
        CheckpointReader.Read(training.Checkpoints[^1]).Data.ToArray();

    private sealed class Recorded
    {
        public List<EpochReport> Reports { get; } = [];

        public List<CheckpointRef> Checkpoints { get; } = [];

        public CandidateMetrics? Metrics { get; set; }

        public IEnumerable<(int Epoch, double Loss, double ValidationLoss, double Accuracy)> Figures =>
            Reports.Select(report => (report.Epoch, report.Loss, report.ValidationLoss, report.Accuracy));
    }

    private sealed class Scene : IDisposable
    {
        public Scene(TrainCommand command)
        {
            var cache = new DatasetCache(_ =>
                Stripes.Load(TinyNetwork.Side, Commands.TrainImages, Commands.TestImages)
            );
            var recipe = TrainingRecipe.From(command.Recipe);
            Data = TrainingData.Of(cache.Get(command.Dataset, Side), command, recipe);
            Learner = new(new GraphModule(CandidateNetwork.Of(command).Network, new() { Seed = 1 }), recipe);
            Course = TrainingCourse.Of(command, recipe, Learner, Data, side => cache.Get(command.Dataset, side));
        }

        public TrainingData Data { get; }

        public Learner Learner { get; }

        public TrainingCourse Course { get; }

        public void Dispose()
        {
            Course.Dispose();
            Learner.Dispose();
            Data.Dispose();
        }
    }
}
