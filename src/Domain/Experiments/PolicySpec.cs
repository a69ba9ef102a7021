namespace NasCluster.Domain.Experiments;

/// <summary>How faults are met.</summary>
public sealed record PolicySpec
{
    /// <summary>A worker that is not heard of for so long loses its candidate.</summary>
    public double LeaseSeconds { get; init; } = 20;

    /// <summary>Crashes of a candidate's own after which it is given up.</summary>
    public int Crashes { get; init; } = 3;
}
