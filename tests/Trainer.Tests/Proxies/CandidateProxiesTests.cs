using NasCluster.Domain.Candidates;
using NasCluster.Domain.Experiments;
using NasCluster.Domain.Proxies;
using NasCluster.Trainer.Tests.Shared;
using NasCluster.Trainer.Training;

namespace NasCluster.Trainer.Tests.Proxies;

[Collection(TorchTests.Name)]
public sealed class CandidateProxiesTests
{
    [Fact]
    public void Train_ProxiesAskedFor_AreCostsOfTheArchitectureAlone()
    {
        var command = Commands.Create(epochs: 1) with { Proxies = [ProxyCatalog.Synflow, ProxyCatalog.GradNorm] };
        var first = Commands.Trainer().Train(command, (_, _) => true).Costs!;
        Assert.Equal([ProxyCatalog.GradNorm, ProxyCatalog.Synflow], first.Values.Select(pair => pair.Key));
        var other = command with { Seed = 99, Recipe = command.Recipe.With("batchSize", 16).With("dropout", 0.3) };
        Assert.Equal(first, Commands.Trainer().Train(other, (_, _) => true).Costs);
    }

    [Fact]
    public void Train_ProxiesOrNot_GivesTheSameTraining()
    {
        var command = Commands.Create(epochs: 1);
        var plain = Commands.Trainer().Train(command, (_, _) => true);
        var with = Commands.Trainer().Train(command with { Proxies = [.. ProxyCatalog.Names] }, (_, _) => true);
        Assert.Null(plain.Costs);
        Assert.Equal((plain.Accuracy, plain.Loss), (with.Accuracy, with.Loss));
    }

    [Fact]
    public void Train_BeyondALimitOnAProxy_IsInfeasibleBeforeTraining()
    {
        var command = Commands.Create() with
        {
            Proxies = [ProxyCatalog.L2Norm],
            ProxyLimits = [new LimitSpec(ProxyCatalog.L2Norm, Min: 1e9)],
        };
        var error = Assert.Throws<CandidateFailedException>(() =>
            Commands.Trainer().Train(command, (_, _) => throw new InvalidOperationException("trained"))
        );
        Assert.Equal(FailureKind.Infeasible, error.Failure.Kind);
        Assert.True(error.Failure.Proxies!.Number(ProxyCatalog.L2Norm) > 0);
        Assert.StartsWith("'l2Norm' is ", error.Message, StringComparison.Ordinal);
        Assert.EndsWith("the limit is from 1000000000.", error.Message, StringComparison.Ordinal);
    }
}
