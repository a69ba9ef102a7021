using MathNet.Numerics.Distributions;
using NasCluster.Domain.SearchSpaces;

namespace NasCluster.Domain.Search;

/// <summary>
/// A density over the unit interval of one dimension, from values that were seen: normals cut at the ends around ordered
/// ones and one wide normal, or shares of unordered ones, each with one more observation.
/// </summary>
internal sealed class ParzenDensity
{
    private const double PriorMean = 0.5;
    private const double PriorWidth = 1;
    private const double MostDivisions = 100;

    // Of each normal what its density is multiplied by to have the mass of one within the interval.
    private readonly (double Mean, double Width, double Scale)[] _normals = [];
    private readonly double[] _shares = [];

    private ParzenDensity((double Mean, double Width, double Scale)[] normals) => _normals = normals;

    private ParzenDensity(double[] shares) => _shares = shares;

    public static ParzenDensity Of(Dimension dimension, IEnumerable<Configuration> seen)
    {
        var encoded = seen.Select(configuration => Encoded(dimension, configuration)).OfType<float[]>().ToList();
        return dimension is CategoricalDimension ? OfChoices(dimension, encoded) : OfOrdered(dimension, encoded);
    }

    /// <summary>A place of the unit interval.</summary>
    public double Draw(Random random)
    {
        if (_shares.Length > 0)
        {
            var left = random.NextDouble();
            var choice = 0;
            while (choice < _shares.Length - 1 && left >= _shares[choice])
            {
                left -= _shares[choice++];
            }

            return (choice + 0.5) / _shares.Length;
        }

        var (mean, width, _) = _normals[random.Next(_normals.Length)];
        var (low, high) = (Normal.CDF(mean, width, 0), Normal.CDF(mean, width, 1));
        var place = Normal.InvCDF(mean, width, low + (high - low) * random.NextDouble());
        return Math.Clamp(place, 0, Math.BitDecrement(1.0));
    }

    /// <param name="place">0 ≤ place &lt; 1.</param>
    public double LogDensity(double place)
    {
        if (_shares.Length > 0)
        {
            return Math.Log(_shares[(int)(place * _shares.Length)]);
        }

        var sum = 0.0;
        foreach (var (mean, width, scale) in _normals)
        {
            var away = (place - mean) / width;
            sum += scale * Math.Exp(-0.5 * away * away);
        }

        return Math.Log(sum / _normals.Length);
    }

    private static ParzenDensity OfChoices(Dimension dimension, List<float[]> encoded)
    {
        var shares = new double[dimension.EncodedWidth];
        for (var i = 0; i < shares.Length; i++)
        {
            shares[i] = (1.0 / shares.Length + encoded.Count(values => values[i] > 0)) / (1 + encoded.Count);
        }

        return new(shares);
    }

    // A normal is as wide as the way to its farther neighbour, and not narrower than a share of the interval.
    private static ParzenDensity OfOrdered(Dimension dimension, List<float[]> encoded)
    {
        var means = encoded.Select(values => PlaceOf(dimension, values[0])).Append(PriorMean).Order().ToArray();
        var narrowest = PriorWidth / Math.Min(MostDivisions, 1 + means.Length);
        var normals = means
            .Select(
                (mean, i) =>
                {
                    var below = mean - (i > 0 ? means[i - 1] : 0);
                    var above = (i < means.Length - 1 ? means[i + 1] : 1) - mean;
                    var width =
                        mean == PriorMean ? PriorWidth : Math.Clamp(Math.Max(below, above), narrowest, PriorWidth);
                    var mass = Normal.CDF(mean, width, 1) - Normal.CDF(mean, width, 0);
                    return (mean, width, Normal.PDF(0, 1, 0) / (width * mass));
                }
            )
            .ToArray();
        return new(normals);
    }

    // Discrete values own equal shares of the interval; an encoding runs from the first to the last of them.
    private static double PlaceOf(Dimension dimension, double encoded) =>
        dimension.Cardinality is { } count ? (encoded * (count - 1) + 0.5) / count : encoded;

    private static float[]? Encoded(Dimension dimension, Configuration configuration)
    {
        if (!SearchSpace.PartOf(configuration, dimension.Part).TryGet(dimension.Name, out var value))
        {
            return null;
        }

        var encoded = new float[dimension.EncodedWidth];
        dimension.Encode(value, encoded);
        return encoded;
    }
}
