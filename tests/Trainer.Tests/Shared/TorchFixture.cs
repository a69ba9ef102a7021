using NasCluster.Trainer.Runtime;

namespace NasCluster.Trainer.Tests.Shared;

/// <summary>libtorch as a child sets it up, with one thread: results are then the same to the bit.</summary>
public sealed class TorchFixture
{
    public TorchFixture() => TorchRuntime.Start(Commands.Settings);
}
