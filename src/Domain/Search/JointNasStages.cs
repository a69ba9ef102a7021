using System.Collections.Immutable;

namespace NasCluster.Domain.Search;

/// <summary>How JointNAS spends its budget: initial pool, coarse iterations, fine stage, in that order.</summary>
internal sealed record JointNasStages(ImmutableArray<JointNasStage> Stages)
{
    private const int InitialShare = 3;
    private const int MostInitial = 15;
    private const int FineShare = 6;
    private const int MostFine = 20;
    private const int SmallestBatch = 5;

    public int Total => Stages.Sum(stage => stage.Count);

    /// <param name="budget">Candidates of the search.</param>
    /// <param name="initial">Size of the initial pool; 0 for a third of the budget, at most 15.</param>
    /// <param name="iterations">
    /// Coarse iterations, which share what is left evenly; 0 for as many as it takes when each trains a fifth of what is
    /// known before it, and at least 5.
    /// </param>
    /// <param name="fine">Candidates trained in the fine stage; 0 for a sixth of the budget, at most 20.</param>
    public static JointNasStages Of(int budget, int initial, int iterations, int fine)
    {
        initial = Math.Max(1, initial == 0 ? Math.Min(MostInitial, budget / InitialShare) : initial);
        fine = Math.Min(budget - initial, fine == 0 ? Math.Min(MostFine, budget / FineShare) : fine);
        var left = budget - initial - Math.Max(0, fine);
        var batches = iterations == 0 ? Growing(initial, left) : Even(left, iterations);
        return new([
            .. new[] { new JointNasStage(SearchStages.Initial, initial) }
                .Concat(batches.Select((count, i) => new JointNasStage(SearchStages.Coarse(i + 1), count)))
                .Append(new(SearchStages.Fine, fine))
                .Where(stage => stage.Count > 0),
        ]);
    }

    private static IEnumerable<int> Even(int left, int iterations) =>
        Enumerable.Range(0, iterations).Select(i => left / iterations + (i < left % iterations ? 1 : 0));

    private static IEnumerable<int> Growing(int known, int left)
    {
        while (left > 0)
        {
            var batch = Math.Max(SmallestBatch, known / SmallestBatch);
            // What would be left alone is trained with this one.
            batch = left - batch < SmallestBatch ? left : batch;
            yield return batch;
            known += batch;
            left -= batch;
        }
    }

    /// <summary>The stage that begins after so many candidates (the rest of one that was cut short); null at the end.</summary>
    public JointNasStage? At(int proposed)
    {
        foreach (var stage in Stages)
        {
            if (proposed < stage.Count)
            {
                return stage with { Count = stage.Count - proposed };
            }

            proposed -= stage.Count;
        }

        return null;
    }
}
