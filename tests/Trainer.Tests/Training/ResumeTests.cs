using NasCluster.Domain.Recipes;
using NasCluster.Trainer.Tests.Data;
using NasCluster.Trainer.Tests.Shared;

namespace NasCluster.Trainer.Tests.Training;

[Collection(TorchTests.Name)]
public sealed class ResumeTests : IDisposable
{
    private const int Epochs = 4;
    private const int KilledAfter = 2;
    private readonly TempFolder _folder = new();

    [Theory]
    [InlineData("Sgd", false)]
    [InlineData("Sgd", true)]
    [InlineData("Adam", true)]
    [InlineData("AdamW", true)]
    [InlineData("RmsProp", true)]
    [InlineData("RmsPropTf", true)]
    public void Run_KilledAndResumed_GoesOnAsIfNothingHadBeen(string optimizer, bool everythingOn)
    {
        var recipe = RecipeOf(optimizer, everythingOn);
        using var whole = new RecordedTraining(recipe, Epochs);
        whole.Run();
        using var killed = new RecordedTraining(recipe, Epochs, _folder.Path);
        killed.RunAndDie(KilledAfter);
        // Other start weights: all that counts must come from the checkpoint.
        using var resumed = new RecordedTraining(recipe, Epochs, _folder.Path, killed.Checkpoints[^1], weights: 99);
        resumed.Run();
        Assert.Empty(resumed.Log);
        Assert.Equal(whole.Figures, killed.Figures.Concat(resumed.Figures));
        Assert.Equal(whole.Weights, resumed.Weights);
    }

    [Fact]
    public void Run_ResumedAfterTheLastEpoch_OnlyEvaluates()
    {
        var recipe = RecipeOf("AdamW", everythingOn: true);
        using var killed = new RecordedTraining(recipe, Epochs, _folder.Path);
        killed.RunAndDie(Epochs);
        using var resumed = new RecordedTraining(recipe, Epochs, _folder.Path, killed.Checkpoints[^1], weights: 99);
        var outcome = resumed.Run();
        Assert.Empty(resumed.Reports);
        Assert.Equal(killed.Reports[^1].ValidationLoss, outcome.Validation.Loss);
        Assert.Equal(killed.Reports[^1].StepTimeMs, outcome.Progress.StepTimeMs);
        Assert.True(outcome.Progress.TrainSeconds > 0);
    }

    [Fact]
    public void Run_BrokenCheckpoint_StartsFromTheFirstEpochAndSaysSo()
    {
        var recipe = RecipeOf("Adam", everythingOn: true);
        using var whole = new RecordedTraining(recipe, 2, _folder.Path);
        whole.Run();
        File.WriteAllText(whole.Checkpoints[^1].Path, "rubbish");
        using var resumed = new RecordedTraining(recipe, 2, resume: whole.Checkpoints[^1]);
        resumed.Run();
        Assert.Contains("ckpt.corrupt", Assert.Single(resumed.Log), StringComparison.Ordinal);
        Assert.Equal(whole.Figures, resumed.Figures);
    }

    [Fact]
    public void Run_CheckpointOfAnotherCandidate_IsNotUsed()
    {
        var recipe = RecipeOf("Adam", everythingOn: false);
        using var killed = new RecordedTraining(recipe, 2, _folder.Path);
        killed.RunAndDie(1);
        // With another batch size an epoch has another number of steps.
        var other = recipe with
        {
            BatchSize = 8,
        };
        using var resumed = new RecordedTraining(other, 2, resume: killed.Checkpoints[^1]);
        resumed.Run();
        Assert.Contains("ckpt.mismatch", Assert.Single(resumed.Log), StringComparison.Ordinal);
        Assert.Equal([1, 2], resumed.Reports.Select(report => report.Epoch));
    }

    [Fact]
    public void Run_ManyEpochs_KeepsTwoCheckpoints()
    {
        using var training = new RecordedTraining(RecipeOf("Sgd", everythingOn: false), Epochs, _folder.Path);
        training.Run();
        Assert.Equal(
            ["epoch-3.ckpt", "epoch-4.ckpt"],
            Directory.GetFiles(_folder.Path).Select(Path.GetFileName).Order()
        );
        Assert.Equal(Path.Combine(_folder.Path, "epoch-4.ckpt"), training.Checkpoints[^1].Path);
        Assert.Equal(Epochs, training.Checkpoints.Count);
    }

    /// <summary>The answer to epoch 3 says that epoch 2 is recorded: until then that of epoch 1 may be asked for.</summary>
    [Fact]
    public void Run_BeforeTheAnswerToAnEpoch_TheOneBeforeTheLastOneIsThere()
    {
        var seen = new List<int>();
        using var training = new RecordedTraining(RecipeOf("Sgd", everythingOn: false), Epochs, _folder.Path)
        {
            Reported = _ => seen.Add(Directory.GetFiles(_folder.Path).Length),
        };
        training.Run();
        Assert.Equal([1, 2, 3, 3], seen);
    }

    [Fact]
    public void Run_FolderThatCannotBeWrittenTo_TrainsWithoutCheckpoints()
    {
        using var training = new RecordedTraining(
            RecipeOf("Sgd", everythingOn: false),
            1,
            Path.Combine(_folder.Path, "gone")
        );
        training.Run();
        Assert.Single(training.Reports);
        Assert.Empty(training.Checkpoints);
        Assert.Contains("no checkpoint of epoch 1", Assert.Single(training.Log), StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private static TrainingRecipe RecipeOf(string optimizer, bool everythingOn) =>
        new()
        {
            Optimizer = Enum.Parse<OptimizerKind>(optimizer),
            BatchSize = 16,
            LearningRate = 1e-2,
            Ema = everythingOn,
            Mixup = everythingOn ? 0.3 : 0,
            CutMix = everythingOn ? 1 : 0,
            RandAugment = everythingOn ? 9 : 0,
            RandomErasing = everythingOn ? 0.25 : 0,
            LabelSmoothing = everythingOn ? 0.1 : 0,
        };
}
