using System.Collections.Immutable;
using NasCluster.Domain.Tables;

namespace NasCluster.Domain.Experiments;

/// <summary>What trains a candidate.</summary>
public sealed record TrainerSpec
{
    /// <summary>Epochs of a candidate while searching.</summary>
    public int Epochs { get; init; } = 3;

    /// <summary>Program and arguments of a foreign trainer that speaks the child protocol; empty for the built-in one.</summary>
    public ImmutableArray<string> Command { get; init; } = [];

    /// <summary>A table whose rows take the place of training; null to train.</summary>
    public TableSpec? Table { get; init; }

    /// <summary>Zero-cost proxies that are computed of every candidate before its first epoch; null for none.</summary>
    public ImmutableArray<string>? Proxies { get; init; }

    /// <summary>What the built-in trainer computes in; null for 32 bits.</summary>
    public TrainingPrecision? Precision { get; init; }

    /// <summary>Only the best by one of them are trained; null for all.</summary>
    public ProxyFilterSpec? ProxyFilter { get; init; }

    /// <summary>A child that reports nothing for so long is killed and the attempt counts as timed out.</summary>
    public double EpochTimeoutSeconds { get; init; } = 1800;
}
