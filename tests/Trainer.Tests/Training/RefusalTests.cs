using System.Diagnostics;
using NasCluster.Domain.Architectures;
using NasCluster.Domain.Candidates;
using NasCluster.Trainer.Checkpoints;
using NasCluster.Trainer.Tests.Shared;
using NasCluster.Trainer.Training;

namespace NasCluster.Trainer.Tests.Training;

/// <summary>What is refused before it costs anything, and what a full disk does not cost (rows B13, E8, E11).</summary>
[Collection(TorchTests.Name)]
public sealed class RefusalTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("nas-refusal-");

    public void Dispose() => _folder.Delete(recursive: true);

    /// <summary>
    /// B13. Whatever is written to /dev/full meets a full disk: the file of the second epoch leads there, once.
    /// </summary>
    [Fact]
    public void B13_DiskFullDuringOneEpoch_CostsThatCheckpointOnly()
    {
        var command = Commands.Create(epochs: 3) with { CheckpointFolder = _folder.FullName };
        File.CreateSymbolicLink(Path.Combine(_folder.FullName, "epoch-2.ckpt.tmp"), "/dev/full");
        var checkpoints = new List<CheckpointRef?>();
        var lastValid = new List<int>();

        Commands
            .Trainer()
            .Train(
                command,
                (_, checkpoint) =>
                {
                    checkpoints.Add(checkpoint);
                    lastValid.Add(
                        CheckpointReader.Read(checkpoints.OfType<CheckpointRef>().Last()).Header.Progress.Epoch
                    );
                    return true;
                }
            );

        Assert.Equal([1, null, 3], checkpoints.Select(checkpoint => checkpoint?.Epoch));
        Assert.Equal([1, 1, 3], lastValid);
        Assert.DoesNotContain(_folder.EnumerateFiles(), file => file.Extension == ".tmp");
    }

    /// <summary>E8. A candidate trains for a second at the very least: 300 refusals beside 700 of them are 1 % in 7 s.</summary>
    [Fact]
    public void E8_UnbuildableArchitectures_AreRefusedInNoTime()
    {
        const int Invalid = 300;
        var trainer = Commands.Trainer();
        var command = Commands.Create();
        var broken = command with { Architecture = command.Architecture.With("stage1.kernel", 0) };
        var watch = Stopwatch.StartNew();

        for (var i = 0; i < Invalid; i++)
        {
            Assert.Throws<InvalidNetworkException>(() => trainer.Train(broken, (_, _) => true));
        }

        Assert.True(watch.Elapsed.TotalSeconds < 7, $"{Invalid} refusals took {watch.Elapsed.TotalSeconds:F1} s");
    }

    /// <summary>E11. Nobody named a limit: the machine's memory is one.</summary>
    [Fact]
    public void E11_HugeCandidate_IsRefusedByItsEstimate()
    {
        var command = Commands.Create();
        var huge = command with { Architecture = command.Architecture.With("head.width", 200_000_000) };

        var error = Assert.Throws<CandidateFailedException>(() =>
            Commands.Trainer().Train(huge, (_, _) => throw new InvalidOperationException("trained"))
        );

        Assert.Equal(FailureKind.OutOfMemory, error.Failure.Kind);
        Assert.StartsWith("Training takes about", error.Message, StringComparison.Ordinal);
    }
}
