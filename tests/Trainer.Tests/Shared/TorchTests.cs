namespace NasCluster.Trainer.Tests.Shared;

/// <summary>All tests that touch libtorch: its random state is one for the whole process.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class TorchTests : ICollectionFixture<TorchFixture>
{
    public const string Name = "torch";
}
