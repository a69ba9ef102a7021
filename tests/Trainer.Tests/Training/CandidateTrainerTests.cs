using NasCluster.Domain.Architectures;
using NasCluster.Domain.Candidates;
using NasCluster.Domain.Costs;
using NasCluster.Domain.Experiments;
using NasCluster.Domain.Recipes;
using NasCluster.Trainer.Checkpoints;
using NasCluster.Trainer.Measuring;
using NasCluster.Trainer.Networks;
using NasCluster.Trainer.Protocol;
using NasCluster.Trainer.Tests.Data;
using NasCluster.Trainer.Tests.Shared;
using NasCluster.Trainer.Training;
using TorchSharp;

namespace NasCluster.Trainer.Tests.Training;

[Collection(TorchTests.Name)]
public sealed class CandidateTrainerTests
{
    [Fact]
    public void Train_WholeCommand_GivesAllMetrics()
    {
        var command = Commands.Create(epochs: 1) with { EvaluateTest = true };
        var metrics = Commands.Trainer().Train(command, (_, _) => true);
        var cost = NetworkCost.Of(CandidateNetwork.Of(command).Network);
        Assert.Equal(cost.Params, metrics.Params);
        Assert.Equal(cost.Macs.Total, metrics.Macs);
        Assert.InRange(metrics.Accuracy, 0, 1);
        Assert.InRange(metrics.TestAccuracy!.Value, 0, 1);
        Assert.True(metrics is { StepTimeMs: > 0, LatencyMs: > 0, TrainSeconds: > 0, ImagesPerSecond: > 0 });
        Assert.True(metrics.LatencyP95Ms >= metrics.LatencyMs);
        Assert.True(metrics is { LatencySpread: >= 0, LatencyNoisy: not null, StepTimeSpread: >= 0 });
        // The candidate is its own reference here; what differs is the batch size and the machine's mood.
        Assert.InRange(metrics.StepTimeNormalized, 0.1, 10);
    }

    /// <summary>Row E9: the check of shapes has a hole. The candidate is given up at once, and it is said whose fault that is.</summary>
    [Fact]
    public void Measure_LibtorchRefusesWhatTheCheckLetThrough_IsInvalidAndNamed()
    {
        var builder = new NetworkBuilder(new TensorShape(1, 8, 8));
        builder.Add("pool", new AveragePool2d(Kernel: 2, Stride: 1, Padding: 2), Network.InputIndex);
        using var module = new GraphModule(builder.Build(), new());

        var error = Assert.Throws<InvalidNetworkException>(() =>
            Commands.Trainer().Measure(module, limitMs: null, MeterOptions.Rough)
        );

        Assert.Contains("libtorch refuses what the shape check let through", error.Message, StringComparison.Ordinal);
        Assert.Equal(FailureKind.Invalid, FailureClassifier.Of(error).Kind);
    }

    [Fact]
    public void Train_BrainFloats_LearnsAndKeepsWeightsOfAllBits()
    {
        using var folder = new TempFolder();
        var command = Commands.Create(epochs: 2) with
        {
            Precision = TrainingPrecision.Bf16,
            CheckpointFolder = folder.Path,
        };
        CheckpointRef? kept = null;
        var exact = Commands.Trainer().Train(command with { Precision = null }, (_, _) => true);
        var metrics = Commands
            .Trainer()
            .Train(
                command,
                (_, checkpoint) =>
                {
                    kept = checkpoint;
                    return true;
                }
            );
        Assert.NotEqual(exact.Loss, metrics.Loss);
        Assert.Equal(exact.Loss, metrics.Loss, 0.3);
        var checkpoint = CheckpointReader.Read(kept!);
        Assert.All(
            checkpoint.Header.Tensors,
            tensor => Assert.Equal(torch.ScalarType.Float32, checkpoint.ToTensor(tensor).dtype)
        );
    }

    [Fact]
    public void Train_SecondCandidate_LeavesNoTensors()
    {
        var trainer = Commands.Trainer();
        trainer.Train(Commands.Create(epochs: 1), (_, _) => true);
        var statistics = DisposeScopeManager.Statistics.TensorStatistics;
        statistics.Reset();
        trainer.Train(Commands.Create(epochs: 1), (_, _) => true);
        Assert.True(statistics.CreatedInScopeCount > 100);
        Assert.Equal(0, statistics.ThreadTotalLiveCount);
    }

    [Fact]
    public void Train_SlowerThanTheLimit_IsInfeasibleBeforeTraining()
    {
        var command = Commands.Create() with { MaxLatencyMs = 1e-6 };
        var error = Assert.Throws<CandidateFailedException>(() =>
            Commands.Trainer().Train(command, (_, _) => throw new InvalidOperationException("trained"))
        );
        Assert.Equal(FailureKind.Infeasible, error.Failure.Kind);
        Assert.Matches(@"The latency is [\d.]+ ms, the limit 1E-06 ms\.", error.Message);
    }

    [Fact]
    public void Train_MoreMemoryThanTheLimit_IsRefusedUntried()
    {
        var trainer = Commands.Trainer(Commands.Settings with { MemoryLimitBytes = 1 << 20 });
        var error = Assert.Throws<CandidateFailedException>(() => trainer.Train(Commands.Create(), (_, _) => true));
        Assert.Equal(FailureKind.OutOfMemory, error.Failure.Kind);
        Assert.EndsWith("the limit is 1 MB.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Train_AnswerNo_Stops()
    {
        var error = Assert.Throws<CandidateFailedException>(() =>
            Commands.Trainer().Train(Commands.Create(epochs: 5), (report, _) => report.Epoch < 2)
        );
        Assert.Equal(new CandidateFailure(FailureKind.Stopped, "Stopped after epoch 2.", 2), error.Failure);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("nonsense")]
    public void Train_UnknownDecoder_IsInvalid(string? decoder) =>
        Assert.Throws<InvalidNetworkException>(() =>
            Commands.Trainer().Train(Commands.Create() with { Decoder = decoder }, (_, _) => true)
        );

    [Fact]
    public void Train_ImpossibleRecipe_IsInvalid()
    {
        var command = Commands.Create();
        Assert.Throws<InvalidRecipeException>(() =>
            Commands.Trainer().Train(command with { Recipe = command.Recipe.With("weightDecay", -1) }, (_, _) => true)
        );
    }
}
