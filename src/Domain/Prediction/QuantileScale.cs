using MathNet.Numerics.Distributions;

namespace NasCluster.Domain.Prediction;

/// <summary>Puts values on the quantiles of a standard normal distribution by their ranks, and back by interpolation.</summary>
internal sealed class QuantileScale
{
    private readonly double[] _values;
    private readonly double[] _scores;

    /// <param name="values">At least one.</param>
    public QuantileScale(IReadOnlyCollection<double> values)
    {
        var groups = values.Order().GroupBy(value => value).Select(group => (group.Key, Count: group.Count())).ToList();
        _values = [.. groups.Select(group => group.Key)];
        _scores = new double[_values.Length];
        var below = 0;
        for (var i = 0; i < _scores.Length; i++)
        {
            // Equal values share the middle of their ranks.
            var rank = below + groups[i].Count / 2.0;
            _scores[i] = Normal.InvCDF(0, 1, rank / values.Count);
            below += groups[i].Count;
        }
    }

    /// <summary>The score of one of the values.</summary>
    public double Scale(double value) => _scores[Array.BinarySearch(_values, value)];

    /// <summary>The value of a score; beyond the best and the worst one it goes on as between their neighbours.</summary>
    public double Restore(double score)
    {
        if (_values.Length == 1)
        {
            return _values[0];
        }

        var place = Array.BinarySearch(_scores, score);
        var above = Math.Clamp(place < 0 ? ~place : place, 1, _scores.Length - 1);
        var slope = (_values[above] - _values[above - 1]) / (_scores[above] - _scores[above - 1]);
        return _values[above] + (score - _scores[above]) * slope;
    }
}
