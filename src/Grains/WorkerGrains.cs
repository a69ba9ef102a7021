using System.Collections.Immutable;

namespace NasCluster.Grains;

/// <summary>The grains a silo that trains may host.</summary>
public static class WorkerGrains
{
    /// <summary>Only what speaks for the worker itself: nothing that others ask for goes away with a worker.</summary>
    public static ImmutableHashSet<Type> Classes { get; } = [typeof(WorkerGrain)];
}
