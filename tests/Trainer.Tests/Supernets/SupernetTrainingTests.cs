using NasCluster.Domain.Candidates;
using NasCluster.Domain.Experiments;
using NasCluster.Domain.SearchSpaces;
using NasCluster.Domain.Supernets;
using NasCluster.Domain.Training;
using NasCluster.Trainer.Tests.Data;
using NasCluster.Trainer.Tests.Shared;

namespace NasCluster.Trainer.Tests.Supernets;

/// <summary>A supernet as one long candidate: reports, checkpoints, θ.</summary>
[Collection(TorchTests.Name)]
public sealed class SupernetTrainingTests : IDisposable
{
    private const int Epochs = 4;
    private readonly TempFolder _folder = new();

    [Theory]
    [InlineData("fbnet-v1-small", SupernetMode.Full)]
    [InlineData("fbnet-v1-small", SupernetMode.Sampled)]
    [InlineData("fbnet-v2-f-small", SupernetMode.Full)]
    public void Train_KilledAndResumed_GivesTheSameThetaToTheBit(string space, SupernetMode mode)
    {
        var command = Command(space, mode);
        var (whole, curve) = Train(command);
        CheckpointRef? last = null;
        Assert.Throws<TimeoutException>(() =>
            Commands
                .Trainer()
                .Train(
                    command with
                    {
                        CheckpointFolder = _folder.Path,
                    },
                    (report, checkpoint) =>
                    {
                        last = checkpoint;
                        return report.Epoch < 3 ? true : throw new TimeoutException("killed");
                    }
                )
        );
        var (resumed, rest) = Train(command with { Resume = last });
        Assert.Equal([4], rest.Select(report => report.Epoch));
        Assert.Equal(whole.Accuracy, resumed.Accuracy);
        Assert.Equal(whole.Loss, resumed.Loss);
        Assert.Equal(whole.Supernet!.Theta.SelectMany(row => row), resumed.Supernet!.Theta.SelectMany(row => row));
        var (expected, found) = (curve[^1].Supernet!, rest[^1].Supernet!);
        Assert.Equal(expected with { Theta = [] }, found with { Theta = [] });
        Assert.Equal(whole.Supernet.Theta.SelectMany(row => row), found.Theta.SelectMany(row => row));
    }

    [Fact]
    public void Train_Warmup_LeavesThetaAndTemperatureAlone()
    {
        var epochs = Train(Command("fbnet-v1-small", SupernetMode.Full))
            .Curve.Select(report => report.Supernet!)
            .ToList();
        Assert.Equal(Epochs, epochs.Count);
        Assert.Null(epochs[0].Loss);
        Assert.Equal(Math.Log(9), epochs[0].Entropy, 5);
        Assert.All(epochs[0].Theta.SelectMany(row => row), value => Assert.Equal(0, value));
        Assert.NotNull(epochs[1].Loss);
        Assert.True(epochs[^1].Entropy < epochs[0].Entropy);
        Assert.Equal([5.0, 5.0, 2.5, 1.25], epochs.Select(epoch => epoch.Temperature));
    }

    [Theory]
    [InlineData("fbnet-v1-small", SupernetMode.Full)]
    [InlineData("fbnet-v1-small", SupernetMode.Sampled)]
    [InlineData("fbnet-v2-f-small", SupernetMode.Full)]
    public void Train_BrainFloats_LearnsWeightsAndThetaOfAllBits(string space, SupernetMode mode)
    {
        var command = Command(space, mode);
        var (exact, _) = Train(command);
        var (brief, curve) = Train(command with { Precision = TrainingPrecision.Bf16 });
        Assert.NotEqual(exact.Loss, brief.Loss);
        Assert.Equal(exact.Loss, brief.Loss, 0.5);
        Assert.All(curve.Skip(1), report => Assert.True(double.IsFinite(report.Supernet!.Loss!.Value)));
        // θ itself has bits that a brain float has not.
        var theta = brief.Supernet!.Theta.SelectMany(row => row);
        Assert.Contains(theta, value => (BitConverter.SingleToInt32Bits(value) & 0xFFFF) != 0);
    }

    [Theory]
    [InlineData(SupernetMode.Full)]
    [InlineData(SupernetMode.Sampled)]
    public void Train_StrongCostWeight_MovesThetaToCheaperNetworks(SupernetMode mode)
    {
        var weak = Cost(0);
        var strong = Cost(20);
        Assert.True(strong < 0.9 * weak, $"{strong} against {weak}");

        double Cost(double beta)
        {
            var command = Command("fbnet-v1-small", mode);
            command = command with { Supernet = command.Supernet! with { Beta = beta, LearningRate = 0.3 } };
            return Train(command).Curve[^1].Supernet!.Cost;
        }
    }

    [Theory]
    [InlineData("fbnet-v1-small")]
    [InlineData("fbnet-v2-p-small")]
    public void Train_MeasuredLatency_IsTheCostInMicroseconds(string space)
    {
        var command = Command(space, SupernetMode.Sampled);
        command = command with { Epochs = 1, Supernet = command.Supernet! with { Cost = CostKind.Latency } };
        var (metrics, curve) = Train(command);
        Assert.InRange(Assert.Single(curve).Supernet!.Cost, 20, 1e6);
        Assert.Equal(curve[0].Supernet!.Cost / 1000, metrics.LatencyMs, 9);
    }

    public void Dispose() => _folder.Dispose();

    private static (CandidateMetrics Metrics, List<EpochReport> Curve) Train(TrainCommand command)
    {
        var curve = new List<EpochReport>();
        var metrics = Commands
            .Trainer()
            .Train(
                command,
                (report, _) =>
                {
                    curve.Add(report);
                    return true;
                }
            );
        return (metrics, curve);
    }

    private static TrainCommand Command(string space, SupernetMode mode)
    {
        var asked = SpaceCatalog.Find(space)!;
        var reference = asked.Reference();
        var choices = SupernetCatalog.ChoicesOf(asked);
        // Sides that suit the tiny images.
        var architecture = reference.Architecture.With("resolution", 12);
        return Commands.Create(Epochs) with
        {
            Architecture = architecture,
            ReferenceArchitecture = architecture,
            Recipe = new([new("optimizer", "adam"), new("learningRate", 3e-3), new("batchSize", 32)]),
            Decoder = asked.Decoder,
            EvaluateTest = false,
            Supernet = new()
            {
                Choices =
                [
                    .. choices.Select(choice =>
                        choice.Name == "resolution" ? choice with { Options = [8, 12] } : choice
                    ),
                ],
                Cost = CostKind.Macs,
                Mode = mode,
                Warmup = 1,
                TemperatureDecay = 0.5,
            },
        };
    }
}
