using NasCluster.Domain.Experiments;
using NasCluster.Domain.SearchSpaces;

namespace NasCluster.Dashboard.Charts;

/// <summary>
/// How much of the spread of accuracy one dimension explains by itself: the correlation ratio η², the variance between
/// groups of equal value over the whole variance (Pearson 1905). Ranges with many values are cut into five groups.
/// </summary>
/// <param name="Dimension">The dimension.</param>
/// <param name="Share">0…1.</param>
public sealed record DimensionShare(Dimension Dimension, double Share)
{
    private const int Groups = 5;

    /// <summary>Dimensions that vary among trained candidates, the most telling first.</summary>
    public static IReadOnlyList<DimensionShare> Of(SearchSpace space, IReadOnlyCollection<CandidateView> trained) =>
        [
            .. space
                .Dimensions.Select(dimension => new DimensionShare(dimension, ShareOf(dimension, trained)))
                .Where(share => double.IsFinite(share.Share))
                .OrderByDescending(share => share.Share),
        ];

    public static ParameterValue? ValueOf(CandidateView candidate, Dimension dimension)
    {
        if (candidate.Architecture.TryGet(dimension.Name, out var value))
        {
            return value;
        }

        return candidate.Recipe.TryGet(dimension.Name, out value) ? value : (ParameterValue?)null;
    }

    private static double ShareOf(Dimension dimension, IReadOnlyCollection<CandidateView> trained)
    {
        var pairs = trained
            .Select(candidate => (Value: ValueOf(candidate, dimension), candidate.Metrics!.Accuracy))
            .Where(pair => pair.Value is not null)
            .Select(pair => (Value: pair.Value!.Value, pair.Accuracy))
            .ToList();
        var groups = Grouped(pairs);
        if (groups.Count < 2 || pairs.Count <= groups.Count)
        {
            return double.NaN;
        }

        var mean = pairs.Average(pair => pair.Accuracy);
        var whole = pairs.Sum(pair => Math.Pow(pair.Accuracy - mean, 2));
        return groups.Sum(group => group.Count * Math.Pow(group.Average() - mean, 2)) / whole;
    }

    private static List<List<double>> Grouped(List<(ParameterValue Value, double Accuracy)> pairs)
    {
        var distinct = pairs.Select(pair => pair.Value).Distinct().ToList();
        if (distinct.Count <= 2 * Groups || distinct.Exists(value => value.Kind == ParameterKind.Text))
        {
            return [.. pairs.GroupBy(pair => pair.Value).Select(group => group.Select(pair => pair.Accuracy).ToList())];
        }

        return
        [
            .. pairs
                .OrderBy(pair => pair.Value.AsNumber())
                .Chunk((pairs.Count + Groups - 1) / Groups)
                .Select(chunk => chunk.Select(pair => pair.Accuracy).ToList()),
        ];
    }
}
