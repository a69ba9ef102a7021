using MathNet.Numerics.Distributions;
using NasCluster.Domain.SearchSpaces;

namespace NasCluster.Domain.Search;

/// <summary>
/// A density over the unit interval of one dimension, from values that were seen: normals cut at the ends around ordered
/// ones and one wide normal, or shares of unordered ones, each with one more observation. Of ordered values that are few
/// each has the normals' mass in its own part of the interval as its share.
/// </summary>
internal sealed class ParzenDensity
{
    private const double PriorMean = 0.5;
    private const double PriorWidth = 1;
    private const double MostDivisions = 100;
    private const int MostShares = 100;

    // Of each normal what its density is multiplied by to have the mass of one within the interval.
    private readonly (double Mean, double Width, double Scale)[] _normals = [];
    private readonly double[] _shares = [];

    private ParzenDensity((double Mean, double Width, double Scale)[] normals) => _normals = normals;

    private ParzenDensity(double[] shares) => _shares = shares;

    public static ParzenDensity Of(Dimension dimension, IEnumerable<Configuration> seen)
    {
        var encoded = seen.Select(configuration => Encoded(dimension, configuration)).OfType<float[]>().ToList();
        if (dimension is CategoricalDimension)
        {
            return OfChoices(dimension, encoded);
        }

        var means = encoded.Select(values => PlaceOf(dimension, values[0])).Append(PriorMean).Order().ToArray();
        return dimension.Cardinality is { } count and <= MostShares ? OfLevels(means, count) : OfRange(means);
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

    private static ParzenDensity OfRange(double[] means) =>
        new([
            .. means.Select(
                (mean, i) =>
                {
                    var width = WidthOf(means, i);
                    var mass = Normal.CDF(mean, width, 1) - Normal.CDF(mean, width, 0);
                    return (mean, width, Normal.PDF(0, 1, 0) / (width * mass));
                }
            ),
        ]);

    // Few values have few normals that differ, however often each was seen.
    private static ParzenDensity OfLevels(double[] means, int count)
    {
        var shares = new double[count];
        foreach (var normals in means.Select((mean, i) => (mean, width: WidthOf(means, i))).CountBy(normal => normal))
        {
            var ((mean, width), seen) = normals;
            var ends = Enumerable.Range(0, count + 1).Select(i => Normal.CDF(mean, width, (double)i / count)).ToArray();
            for (var i = 0; i < count; i++)
            {
                shares[i] += seen * (ends[i + 1] - ends[i]) / (ends[^1] - ends[0]) / means.Length;
            }
        }

        return new(shares);
    }

    // A normal is as wide as the way to its farther neighbour, and not narrower than a share of the interval. Of those in
    // the middle one is the wide one that nobody saw.
    private static double WidthOf(double[] means, int index)
    {
        var mean = means[index];
        if (mean == PriorMean && (index == 0 || means[index - 1] < mean))
        {
            return PriorWidth;
        }

        var below = mean - (index > 0 ? means[index - 1] : 0);
        var above = (index < means.Length - 1 ? means[index + 1] : 1) - mean;
        var narrowest = PriorWidth / Math.Min(MostDivisions, 1 + means.Length);
        return Math.Clamp(Math.Max(below, above), narrowest, PriorWidth);
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
