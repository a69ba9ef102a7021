using NasCluster.Domain.Experiments;
using NasCluster.Domain.Ranking;

namespace NasCluster.Domain.Scheduling;

/// <summary>Decides from accuracies alone whether a training is worth going on with.</summary>
public static class EarlyStop
{
    /// <summary>Whether anybody may be stopped after an epoch, so that the others have to be asked for.</summary>
    /// <param name="spec">The rule.</param>
    /// <param name="epoch">The epoch that ended, from 1.</param>
    /// <param name="epochs">Epochs of the whole training; after the last one nothing is stopped.</param>
    public static bool IsDue(EarlyStopSpec spec, int epoch, int epochs)
    {
        if (epoch >= epochs || epoch < spec.Warmup || spec.Rule == EarlyStopRule.Rank)
        {
            return false;
        }

        if (spec.Rule == EarlyStopRule.Median)
        {
            return true;
        }

        long rung = spec.Warmup;
        while (rung < epoch)
        {
            rung *= spec.Factor;
        }

        return rung == epoch;
    }

    /// <summary>Whether a training ends here.</summary>
    /// <param name="spec">The rule; it is due.</param>
    /// <param name="accuracy">At this epoch, 0…1.</param>
    /// <param name="best">The best at any epoch so far.</param>
    /// <param name="others">What other candidates had at this epoch.</param>
    public static bool Stops(EarlyStopSpec spec, double accuracy, double best, IReadOnlyCollection<double> others)
    {
        if (others.Count < spec.Candidates)
        {
            return false;
        }

        if (spec.Rule == EarlyStopRule.Median)
        {
            return best < Median(others);
        }

        // It counts among those that reached the rung; ties go on.
        var places = Math.Max(1, (others.Count + 1) / spec.Factor);
        return others.Count(other => other > accuracy) >= places;
    }

    /// <summary>
    /// Whether halving ends a training here with several objectives: it is not among the best of the rung by front, and
    /// within the front that only partly fits by <see cref="EpsilonNet"/> (MO-ASHA, Schmucker et al. 2021).
    /// </summary>
    /// <param name="spec">The rule; it is due.</param>
    /// <param name="own">Its objectives at this epoch, each so that less is better.</param>
    /// <param name="others">Those of the others at this epoch; without twins of it, which go on with it.</param>
    public static bool Stops(EarlyStopSpec spec, double[] own, IReadOnlyCollection<double[]> others)
    {
        if (others.Count < spec.Candidates)
        {
            return false;
        }

        var places = Math.Max(1, (others.Count + 1) / spec.Factor);
        List<double[]> all = [own, .. others.Where(other => !other.AsSpan().SequenceEqual(own))];
        var ranks = Dominance.Ranks(all);
        var better = ranks.Count(rank => rank < ranks[0]);
        var front = Enumerable.Range(0, all.Count).Where(i => ranks[i] == ranks[0]).ToList();
        // It stands first of its front, whose index 0 it is.
        return better >= places || better + Array.IndexOf(EpsilonNet.Order(front.ConvertAll(i => all[i])), 0) >= places;
    }

    private static double Median(IReadOnlyCollection<double> values)
    {
        var ordered = values.Order().ToArray();
        var middle = ordered.Length / 2;
        return ordered.Length % 2 == 1 ? ordered[middle] : (ordered[middle - 1] + ordered[middle]) / 2;
    }
}
