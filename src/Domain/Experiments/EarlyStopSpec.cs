namespace NasCluster.Domain.Experiments;

/// <summary>When a candidate of the search is stopped before its last epoch; those of the final stage never are.</summary>
public sealed record EarlyStopSpec
{
    private const double DefaultCorrelation = 0.92;

    public required EarlyStopRule Rule { get; init; }

    /// <summary>The first epoch after which a candidate may be stopped; the first rung of halving. At least 1.</summary>
    public int Warmup { get; init; } = 1;

    /// <summary>
    /// So many others must have reached an epoch before anyone is stopped there; at least 1. Of rank the candidates that
    /// are trained in full first; 0 for the strategy's first batch.
    /// </summary>
    public int Candidates { get; init; } = 5;

    /// <summary>Halving: one in so many goes on from a rung, and each rung is so many times longer; at least 2.</summary>
    public int Factor { get; init; } = 3;

    /// <summary>Rank: Spearman's ρ with the last epoch that an epoch has to reach; above 0, at most 1.</summary>
    public double Correlation
    {
        get;
        // What was stored before there was this rule has none.
        init => field = value == 0 ? DefaultCorrelation : value;
    } = DefaultCorrelation;
}
