using System.Collections.Immutable;

namespace NasCluster.Domain.Search;

/// <summary>How JointNAS spends its budget: initial pool, coarse iterations, fine stage, in that order.</summary>
internal sealed record JointNasStages(ImmutableArray<JointNasStage> Stages)
{
    private const int InitialShare = 3;
    private const int FineShare = 6;

    public int Total => Stages.Sum(stage => stage.Count);

    /// <param name="budget">Candidates of the search.</param>
    /// <param name="initial">Size of the initial pool; 0 for a third of the budget.</param>
    /// <param name="iterations">Coarse iterations; the candidates that are left are split evenly between them.</param>
    /// <param name="fine">Candidates trained in the fine stage; 0 for a sixth of the budget.</param>
    public static JointNasStages Of(int budget, int initial, int iterations, int fine)
    {
        initial = Math.Max(1, initial == 0 ? budget / InitialShare : initial);
        fine = Math.Min(budget - initial, fine == 0 ? budget / FineShare : fine);
        var left = budget - initial - Math.Max(0, fine);
        var stages = ImmutableArray.CreateBuilder<JointNasStage>();
        stages.Add(new(SearchStages.Initial, iterations == 0 ? initial + left : initial));
        for (var i = 0; i < iterations; i++)
        {
            stages.Add(new(SearchStages.Coarse(i + 1), left / iterations + (i < left % iterations ? 1 : 0)));
        }

        stages.Add(new(SearchStages.Fine, fine));
        return new([.. stages.Where(stage => stage.Count > 0)]);
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
