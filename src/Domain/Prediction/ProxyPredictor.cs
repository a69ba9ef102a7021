using System.Collections.Immutable;
using NasCluster.Domain.SearchSpaces;

namespace NasCluster.Domain.Prediction;

/// <summary>
/// A <see cref="BlendedPredictor"/> that reads, beside the choices, numbers of a configuration that cost no training: they
/// stand in its space as further ranges.
/// </summary>
/// <remarks>The same seed and examples give the same predictor.</remarks>
public sealed class ProxyPredictor : IAccuracyPredictor
{
    // What was never trained may lie a little beyond what was.
    private const double Margin = 0.25;

    private readonly Func<Configuration, IReadOnlyList<double>> _proxies;
    private readonly ImmutableArray<RealDimension> _ranges;
    private readonly BlendedPredictor _predictor;
    private readonly SpaceCodes _codes;
    private readonly int _wideWidth;

    private ProxyPredictor(
        SearchSpace space,
        IReadOnlyList<TrainedExample> examples,
        int members,
        ulong seed,
        Func<Configuration, IReadOnlyList<double>> proxies
    )
    {
        _proxies = proxies;
        var rows = examples.Select(example => proxies(example.Configuration)).ToList();
        _ranges = [.. Enumerable.Range(0, rows[0].Count).Select(i => RangeOf(i, [.. rows.Select(row => row[i])]))];
        var wide = space with { Dimensions = [.. space.Dimensions, .. _ranges] };
        (_codes, _wideWidth) = (SpaceCodes.Of(space), SpaceCodes.Of(wide).Width);
        _predictor = BlendedPredictor.Fit(
            wide,
            [.. examples.Select(example => example with { Configuration = WithProxies(example.Configuration) })],
            members,
            seed
        );
    }

    /// <param name="space">The joint space; at least one dimension.</param>
    /// <param name="examples">Trained candidates; at least one.</param>
    /// <param name="members">Ensembles of trees that are averaged; at least one.</param>
    /// <param name="seed">Draws the rows and features that each tree sees.</param>
    /// <param name="proxies">Numbers of a configuration, always as many and finite; safe for all threads.</param>
    public static ProxyPredictor Fit(
        SearchSpace space,
        IReadOnlyList<TrainedExample> examples,
        int members,
        ulong seed,
        Func<Configuration, IReadOnlyList<double>> proxies
    ) => new(space, examples, members, seed, proxies);

    public AccuracyPrediction Predict(Configuration configuration) => _predictor.Predict(WithProxies(configuration));

    public double PredictMean(Configuration configuration) => _predictor.PredictMean(WithProxies(configuration));

    public void PredictMeans(ReadOnlySpan<double> rows, Span<double> means)
    {
        var (width, wide) = (_codes.Width, _wideWidth);
        var wideRows = new double[means.Length * wide];
        for (var i = 0; i < means.Length; i++)
        {
            var row = rows.Slice(i * width, width);
            var wideRow = wideRows.AsSpan(i * wide, wide);
            row.CopyTo(wideRow);
            var values = _proxies(_codes.Decode(row));
            for (var j = 0; j < _ranges.Length; j++)
            {
                wideRow[width + j] = _ranges[j].PlaceOf(InRange(values[j], _ranges[j]));
            }
        }

        _predictor.PredictMeans(wideRows, means);
    }

    private Configuration WithProxies(Configuration configuration)
    {
        var values = _proxies(configuration);
        return configuration with
        {
            Architecture = new(
                configuration.Architecture.Values.Concat(
                    _ranges.Select((range, i) => KeyValuePair.Create(range.Name, InRange(values[i], range)))
                )
            ),
        };
    }

    private static ParameterValue InRange(double value, RealDimension range) => Math.Clamp(value, range.Min, range.Max);

    private static RealDimension RangeOf(int index, ImmutableArray<double> values)
    {
        var (low, high) = (values.Min(), values.Max());
        var margin = Math.Max(Margin * (high - low), 1e-9);
        return new()
        {
            Name = $"proxy {index}",
            Min = low - margin,
            Max = high + margin,
        };
    }
}
