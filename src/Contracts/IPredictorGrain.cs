using System.Collections.Immutable;
using NasCluster.Domain.Candidates;
using NasCluster.Domain.Experiments;
using NasCluster.Domain.Prediction;
using NasCluster.Domain.Search;
using NasCluster.Domain.SearchSpaces;

namespace NasCluster.Contracts;

/// <summary>The accuracy predictor of one experiment (the key): fits it and searches with it, off the grain scheduler.</summary>
[Alias("NasCluster.IPredictorGrain")]
public interface IPredictorGrain : IGrainWithStringKey
{
    /// <summary>The candidates of a due step of the search.</summary>
    [ResponseTimeout("00:30:00")]
    [Alias("Propose")]
    Task<ImmutableArray<Proposal>> ProposeAsync(SearchStep step, CancellationToken ct = default);

    /// <summary>Untrained candidates that keep other limits, those the predictor likes best first.</summary>
    /// <param name="limits">Each takes the place of the experiment's limit on the same metric.</param>
    /// <param name="count">At most so many; at least 1.</param>
    /// <param name="ct">Cancels the call.</param>
    [ResponseTimeout("00:30:00")]
    [Alias("Suggest")]
    Task<ImmutableArray<Proposal>> SuggestAsync(
        ImmutableArray<LimitSpec> limits,
        int count,
        CancellationToken ct = default
    );

    /// <summary>Expected accuracy of a configuration; null before anything is trained.</summary>
    [ResponseTimeout("00:05:00")]
    [Alias("Predict")]
    Task<AccuracyPrediction?> PredictAsync(Configuration configuration, CancellationToken ct = default);
}
