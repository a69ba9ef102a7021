using NasCluster.Domain.Search;

namespace NasCluster.Domain.Prediction;

/// <summary>Boosted trees of several seeds: their average is steadier than one of them, their spread says how unsure it is.</summary>
internal sealed class TreeEnsemble
{
    private readonly BoostedTrees[] _members;

    private TreeEnsemble(BoostedTrees[] members) => _members = members;

    /// <param name="inputs">One vector per row; at least one.</param>
    /// <param name="targets">One per row.</param>
    /// <param name="members">How many; at least one.</param>
    /// <param name="seed">Seeds all of them.</param>
    public static TreeEnsemble Fit(float[][] inputs, double[] targets, int members, ulong seed)
    {
        var features = new BinnedFeatures(inputs);
        var ensemble = new BoostedTrees[members];
        // Each member has chance of its own, so that it is the same whichever is ready first.
        Parallel.For(
            0,
            members,
            i => ensemble[i] = BoostedTrees.Fit(features, targets, inputs, SeededRandom.Create(seed, "trees", i))
        );
        return new(ensemble);
    }

    /// <summary>Mean and variance over the members for each row.</summary>
    /// <param name="columns">Features, column by column.</param>
    /// <param name="stride">Rows of a column, a multiple of <see cref="Lanes.Count"/>.</param>
    /// <param name="means">Receives a mean for each row.</param>
    /// <param name="variances">Receives a variance for each row; empty where they are not asked for.</param>
    public void Predict(ReadOnlySpan<float> columns, int stride, Span<double> means, Span<double> variances)
    {
        means.Clear();
        variances.Clear();
        Span<float> sums = stackalloc float[stride];
        foreach (var member in _members)
        {
            sums.Clear();
            member.AddTo(columns, stride, sums);
            for (var i = 0; i < means.Length; i++)
            {
                var value = member.Start + sums[i];
                means[i] += value;
                if (!variances.IsEmpty)
                {
                    variances[i] += value * value;
                }
            }
        }

        for (var i = 0; i < means.Length; i++)
        {
            means[i] /= _members.Length;
            if (!variances.IsEmpty)
            {
                variances[i] = Math.Max(0, variances[i] / _members.Length - means[i] * means[i]);
            }
        }
    }
}
