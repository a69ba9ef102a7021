using NasCluster.Domain.Candidates;
using NasCluster.Domain.Training;
using NasCluster.Trainer.Measuring;
using NasCluster.Trainer.Protocol;
using NasCluster.Trainer.Tests.Data;
using NasCluster.Trainer.Tests.Shared;
using NasCluster.Trainer.Training;

namespace NasCluster.Trainer.Tests.Protocol;

[Collection(TorchTests.Name)]
public sealed class ChildLoopTests
{
    [Fact]
    public void Run_TwoCandidates_AreTrainedOneAfterTheOther()
    {
        using var folder = new TempFolder();
        using var child = new ChildHarness();
        Assert.Equal(TrainerProtocol.Version, child.Receive<HelloMessage>().Protocol);
        foreach (var nonce in new[] { "first", "second" })
        {
            child.Send(Commands.Create(epochs: 2, nonce) with { CheckpointFolder = folder.Path });
            for (var epoch = 1; epoch <= 2; epoch++)
            {
                var message = child.Receive<EpochMessage>();
                Assert.Equal((nonce, epoch), (message.Nonce, message.Report.Epoch));
                Assert.Equal(epoch, message.Checkpoint!.Epoch);
                child.Send(new DirectiveCommand(nonce, Continue: true));
            }

            Assert.Equal(nonce, child.Receive<ResultMessage>().Nonce);
        }

        child.EndInput();
        Assert.Equal(ChildExit.Done, child.ExitCode);
        Assert.Equal(ChildExit.Done, child.LoopResult);
    }

    [Fact]
    public void Run_WarmUp_ComesAfterTheGreetingAndBeforeTheFirstCandidate()
    {
        using var greeted = new ManualResetEventSlim();
        using var child = new ChildHarness(warmUp: () => WarmUpAfter(greeted, TestContext.Current.CancellationToken));
        child.Receive<HelloMessage>();
        greeted.Set();
        child.Send(Commands.Create(epochs: 1));
        child.Receive<EpochMessage>();
        Assert.Empty(child.Log);
    }

    [Fact]
    public void Run_WarmUpThatFails_KeepsNoCandidateAway()
    {
        using var child = new ChildHarness(warmUp: () => throw new InvalidOperationException("no kernels"));
        child.Receive<HelloMessage>();
        child.Send(Commands.Create(epochs: 1));
        child.Receive<EpochMessage>();
        Assert.Contains("no kernels", Assert.Single(child.Log), StringComparison.Ordinal);
    }

    [Fact]
    public void Run_DirectiveToStop_EndsTheCandidateAndNotTheChild()
    {
        using var child = new ChildHarness();
        child.Receive<HelloMessage>();
        child.Send(Commands.Create(epochs: 9));
        child.Receive<EpochMessage>();
        child.Send(new DirectiveCommand("n1", Continue: false));
        var failed = child.Receive<FailedMessage>();
        Assert.Equal(("n1", FailureKind.Stopped, 1), (failed.Nonce, failed.Failure.Kind, failed.Failure.Epoch));
        child.Send(Commands.Create(epochs: 1, nonce: "n2"));
        Assert.Equal("n2", child.Receive<EpochMessage>().Nonce);
    }

    [Fact]
    public void Run_EndOfInputInMidTraining_EndsTheProcess()
    {
        using var child = new ChildHarness();
        child.Receive<HelloMessage>();
        child.Send(Commands.Create(epochs: 9));
        child.EndInput();
        // The process would end here; in this one the loop goes on to its first question, which nobody answers.
        Assert.Equal(ChildExit.Done, child.ExitCode);
        Assert.Equal(ChildExit.Done, child.LoopResult);
    }

    [Theory]
    [InlineData("garbage")]
    [InlineData("{\"type\":\"train\"}")]
    [InlineData("{\"type\":\"directive\",\"nonce\":\"n1\",\"continue\":true,\"more\":1}")]
    [InlineData("{\"type\":\"unknown\"}")]
    [InlineData("null")]
    [InlineData("")]
    public void Run_LineThatIsNoCommand_EndsTheProcessWithOneLine(string line)
    {
        using var child = new ChildHarness();
        child.Receive<HelloMessage>();
        child.SendLine(line);
        Assert.Equal(ChildExit.Protocol, child.ExitCode);
        Assert.DoesNotContain('\n', Assert.Single(child.Log));
    }

    [Fact]
    public void Run_DirectiveWithoutACandidate_IsAProtocolFault()
    {
        using var child = new ChildHarness();
        child.Send(new DirectiveCommand("n1", Continue: true));
        Assert.Throws<ProtocolException>(() => child.LoopResult);
    }

    [Fact]
    public void Run_DirectiveWithAnotherNonce_IsAProtocolFault()
    {
        using var child = new ChildHarness();
        child.Receive<HelloMessage>();
        child.Send(Commands.Create());
        child.Receive<EpochMessage>();
        child.Send(new DirectiveCommand("another", Continue: true));
        Assert.Throws<ProtocolException>(() => child.LoopResult);
    }

    [Fact]
    public void Run_InvalidRecipe_FailsTheCandidateOnly()
    {
        using var child = new ChildHarness();
        child.Receive<HelloMessage>();
        var command = Commands.Create();
        child.Send(command with { Recipe = command.Recipe.With("batchSize", 0) });
        Assert.Equal(FailureKind.Invalid, child.Receive<FailedMessage>().Failure.Kind);
        child.Send(command with { Decoder = "nonsense", Nonce = "n2" });
        Assert.Equal(FailureKind.Invalid, child.Receive<FailedMessage>().Failure.Kind);
    }

    [Fact]
    public void Run_MemoryRunsOut_ReportsItAndAsksToBeReplaced()
    {
        using var child = new ChildHarness(TrainerThatFails(new InsufficientMemoryException("no more")));
        child.Receive<HelloMessage>();
        child.Send(Commands.Create());
        Assert.Equal(FailureKind.OutOfMemory, child.Receive<FailedMessage>().Failure.Kind);
        Assert.Equal(TrainerProtocol.OutOfMemoryExit, child.LoopResult);
    }

    [Fact]
    public void Run_DeviceIsLost_EndsWithoutBlamingTheCandidate()
    {
        var error = new InvalidOperationException("CUDA error: device-side assert triggered");
        using var child = new ChildHarness(TrainerThatFails(error));
        child.Receive<HelloMessage>();
        child.Send(Commands.Create());
        Assert.Equal(TrainerProtocol.DeviceLostExit, child.LoopResult);
        Assert.Contains(child.Log, line => line.Contains("device-side assert", StringComparison.Ordinal));
    }

    [Fact]
    public void Run_DataSetCannotBeRead_IsACrash()
    {
        using var child = new ChildHarness(TrainerThatFails(new IOException("disk gone")));
        child.Receive<HelloMessage>();
        child.Send(Commands.Create());
        Assert.Equal(
            new CandidateFailure(FailureKind.Crash, "IOException: disk gone"),
            child.Receive<FailedMessage>().Failure
        );
    }

    private static void WarmUpAfter(ManualResetEventSlim greeted, CancellationToken ct)
    {
        greeted.Wait(ct);
        WarmUp.Run(Commands.Settings, DeviceTurns.None(TimeProvider.System), TimeProvider.System);
    }

    private static CandidateTrainer TrainerThatFails(Exception failure) =>
        new(new DatasetCache(_ => throw failure), Commands.Settings, TimeProvider.System, _ => { });
}
