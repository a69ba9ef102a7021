namespace NasCluster.Trainer.Tests.Exporting;

/// <summary>Tests that draw from libtorch's one generator: beside others their numbers would differ from run to run.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class RunsAlone
{
    public const string Name = "alone";
}
