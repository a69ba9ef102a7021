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
        return new([
            .. Enumerable
                .Range(0, members)
                .Select(member =>
                    BoostedTrees.Fit(features, targets, inputs, SeededRandom.Create(seed, "trees", member))
                ),
        ]);
    }

    /// <summary>Mean and variance over the members.</summary>
    public (double Mean, double Variance) Predict(ReadOnlySpan<float> input)
    {
        double sum = 0,
            squares = 0;
        foreach (var member in _members)
        {
            var value = member.Predict(input);
            sum += value;
            squares += value * value;
        }

        var mean = sum / _members.Length;
        return (mean, Math.Max(0, squares / _members.Length - mean * mean));
    }
}
