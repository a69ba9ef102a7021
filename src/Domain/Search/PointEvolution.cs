namespace NasCluster.Domain.Search;

/// <summary>Evolution under the hard limits that a predictor alone scores, until the best score stops improving.</summary>
/// <param name="points">Everything that was ever scored.</param>
/// <param name="isParent">Points that may be parents although nobody may propose them, such as trained ones.</param>
/// <param name="random">Draws parents and what changes.</param>
internal sealed class PointEvolution(PointSet points, Predicate<int> isParent, Random random)
{
    private const double CrossoverShare = 0.25;
    private const double SmallestGain = 1e-6;
    private const int Patience = 5;
    private const double WidestStep = 0.2;
    private const double NarrowestShare = 0.02;

    /// <param name="population">The first parents; how many there are stays the same.</param>
    /// <param name="children">Children of each parent in a generation.</param>
    /// <param name="generations">At most so many.</param>
    /// <param name="rate">Probability that a dimension changes.</param>
    public void Run(IReadOnlyList<int> population, int children, int generations, double rate)
    {
        var best = Best(population);
        var size = population.Count;
        for (int generation = 0, idle = 0; size > 0 && generation < generations && idle < Patience; generation++)
        {
            var first = points.Count;
            AddChildren(population, children, rate);
            points.Score();
            int[] all = [.. population, .. Enumerable.Range(first, points.Count - first)];
            population = points.Best(all, size, index => isParent(index) || points.CanTake(index));
            idle = Best(population) - best < SmallestGain ? idle + 1 : 0;
            best = Math.Max(best, Best(population));
        }
    }

    private double Best(IReadOnlyList<int> population)
    {
        var best = double.NegativeInfinity;
        foreach (var index in population)
        {
            best = Math.Max(best, points.ScoreOf(index));
        }

        return best;
    }

    private void AddChildren(IReadOnlyList<int> parents, int children, double rate)
    {
        Span<double> child = stackalloc double[points.Codes.Width];
        for (var i = 0; i < parents.Count * children; i++)
        {
            points[parents[i % parents.Count]].CopyTo(child);
            var other = parents[random.Next(parents.Count)];
            if (random.NextDouble() < CrossoverShare)
            {
                points.Codes.Cross(child, points[other], random, child);
            }

            // Wide steps find, narrow ones refine.
            var step = WidestStep * Math.Pow(NarrowestShare, random.NextDouble());
            points.Codes.Mutate(child, rate, step, random, child);
            points.Add(child);
        }
    }
}
