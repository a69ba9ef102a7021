using System.Collections.Immutable;
using NasCluster.Contracts;
using NasCluster.Domain.Candidates;
using NasCluster.Domain.Experiments;
using NasCluster.Domain.Ports;
using NasCluster.Domain.Prediction;
using NasCluster.Domain.Search;
using NasCluster.Domain.SearchSpaces;

namespace NasCluster.Grains;

/// <summary>Computes over what the store holds; a pure function of it, so any activation gives the same answer.</summary>
internal sealed class PredictorGrain(IExperimentStore store) : Grain, IPredictorGrain
{
    private (int Completed, IAccuracyPredictor Predictor)? _fitted;

    public async Task<ImmutableArray<Proposal>> ProposeAsync(SearchStep step, CancellationToken ct = default) =>
        await ViewAsync(ct) is { } view ? await Task.Run(() => SearchDirector.Propose(view, step), ct) : [];

    public async Task<ImmutableArray<Proposal>> SuggestAsync(
        ImmutableArray<LimitSpec> limits,
        int count,
        CancellationToken ct = default
    ) => await ViewAsync(ct) is { } view ? await Task.Run(() => NewLimits.Propose(view, limits, count), ct) : [];

    public async Task<AccuracyPrediction?> PredictAsync(Configuration configuration, CancellationToken ct = default)
    {
        if (await ViewAsync(ct) is not { } view || view.Known.IsEmpty)
        {
            return null;
        }

        if (_fitted?.Completed != view.Completed.Length)
        {
            var predictor = await Task.Run(() => new JointNas().FitPredictor(view), ct);
            _fitted = (view.Completed.Length, predictor);
        }

        return _fitted.Value.Predictor.Predict(configuration);
    }

    private async Task<SearchView?> ViewAsync(CancellationToken ct)
    {
        var experiment = await store.FindAsync(this.GetPrimaryKeyString(), ct);
        return experiment is null
            ? null
            : RankStop.Seen(new(experiment, await store.CandidatesAsync(experiment.Id, ct)));
    }
}
