using NasCluster.Trainer.Runtime;
using NasCluster.Trainer.Tests.Shared;

namespace NasCluster.Trainer.Tests.Runtime;

[Collection(TorchTests.Name)]
public sealed class ConvolutionCheckTests
{
    /// <summary>Fails on a machine that hides its caches where nothing limits oneDNN.</summary>
    [Fact]
    public void Require_AsTrainersRun_FindsNothing() => ConvolutionCheck.Require();
}
