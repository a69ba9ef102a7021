using NasCluster.Domain.SearchSpaces;

namespace NasCluster.Domain.Candidates;

/// <summary>A candidate that a strategy asks for; it has no number yet.</summary>
public sealed record Proposal(Configuration Configuration, string Stage, int Epochs)
{
    public double? PredictedAccuracy { get; init; }

    public int? Parent { get; init; }

    /// <summary>The kind or name of the device its first step needs; null for any.</summary>
    public string? Device { get; init; }

    /// <summary>Bytes that training it takes by the estimate; null where there is none.</summary>
    public long? MemoryBytes { get; init; }

    /// <summary>What the search decided with it, for the event of the proposal; null for nothing.</summary>
    public string? Note { get; init; }

    /// <summary>What makes it a duplicate: the same configuration for the same number of epochs.</summary>
    public string Key => $"{Configuration.Key}/{Epochs}";
}
