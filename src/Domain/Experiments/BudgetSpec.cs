namespace NasCluster.Domain.Experiments;

/// <summary>When the search ends.</summary>
public sealed record BudgetSpec
{
    /// <summary>Candidates proposed while searching; those trained longer at the end come on top.</summary>
    public required int Candidates { get; init; }

    /// <summary>Wall time after which nothing new is proposed but the final stage; null for no limit.</summary>
    public double? Minutes { get; init; }

    /// <summary>More failed candidates than this end the experiment as failed; null: no such limit.</summary>
    public int? MaxFailed { get; init; }
}
