using System.Collections.Immutable;

namespace NasCluster.Grains;

/// <summary>The grains a silo that trains may host.</summary>
public static class WorkerGrains
{
    /// <summary>A candidate lives where it is trained, so that its epochs take no way over the network to their grain.</summary>
    public static ImmutableHashSet<Type> Classes { get; } = [typeof(CandidateGrain), typeof(WorkerGrain)];
}
