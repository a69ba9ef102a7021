namespace NasCluster.Faults.Tests.Processes;

/// <summary>Tests that run when no other test does.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;
