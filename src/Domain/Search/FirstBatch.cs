using NasCluster.Domain.Experiments;

namespace NasCluster.Domain.Search;

/// <summary>
/// The first candidates of a search, which are trained in full and unfiltered, and from which is learned how the others
/// are treated: the early-stop epoch by rank, the limit of a proxy filter.
/// </summary>
/// <remarks>
/// Nothing is proposed after them before all of them have ended: what is learned is a function of the seed however many
/// slots there are.
/// </remarks>
public static class FirstBatch
{
    /// <summary>How many they are; 0 where nothing is learned from them.</summary>
    public static int SizeOf(ExperimentSpec spec)
    {
        var isRank = spec.EarlyStop?.Rule == EarlyStopRule.Rank;
        if (!isRank && spec.Trainer.ProxyFilter is null)
        {
            return 0;
        }

        return Math.Min(
            spec.Budget.Candidates,
            isRank && spec.EarlyStop!.Candidates > 0
                ? spec.EarlyStop.Candidates
                : StrategyCatalog.Get(spec.Strategy.Name).FirstBatch(spec)
        );
    }

    /// <summary>The step that keeps them apart: nothing beyond them is proposed before they have ended.</summary>
    public static SearchStep Limit(SearchView view, SearchStep step)
    {
        var (size, proposed) = (SizeOf(view.Spec), view.Candidates.Length);
        if (step.Kind != SearchStepKind.Propose || size == 0)
        {
            return step;
        }

        if (proposed < size)
        {
            return step with { Count = Math.Min(step.Count, size - proposed) };
        }

        return view.Candidates.FirstOpen > size ? step : SearchStep.Wait;
    }
}
