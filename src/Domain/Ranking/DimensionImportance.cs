using NasCluster.Domain.Experiments;
using NasCluster.Domain.SearchSpaces;

namespace NasCluster.Domain.Ranking;

/// <summary>
/// How much of the spread of accuracy one dimension explains by itself: the correlation ratio η², the variance between
/// groups of equal value over the whole variance (Pearson 1905). Numbers with many values are cut into five groups.
/// </summary>
/// <param name="Dimension">The dimension's name.</param>
/// <param name="Share">0…1; few results make it look larger.</param>
public sealed record DimensionImportance(string Dimension, double Share)
{
    private const int Groups = 5;

    /// <summary>Dimensions that vary among candidates with a result, the most telling first.</summary>
    /// <param name="space">The space.</param>
    /// <param name="candidates">Its candidates; those without a result are left out.</param>
    public static IReadOnlyList<DimensionImportance> Of(SearchSpace space, IEnumerable<CandidateView> candidates)
    {
        var trained = candidates.Where(candidate => candidate.Metrics is { Supernet: null }).ToList();
        return
        [
            .. space
                .Dimensions.Select(dimension => new DimensionImportance(
                    dimension.Name,
                    ShareOf(dimension.Name, trained)
                ))
                .Where(importance => double.IsFinite(importance.Share))
                .OrderByDescending(importance => importance.Share)
                .ThenBy(importance => importance.Dimension, StringComparer.Ordinal),
        ];
    }

    /// <summary>A parameter of either part; null where the candidate has none of that name.</summary>
    public static ParameterValue? ValueOf(CandidateView candidate, string dimension) =>
        candidate.Architecture.TryGet(dimension, out var value) || candidate.Recipe.TryGet(dimension, out value)
            ? value
            : (ParameterValue?)null;

    private static double ShareOf(string dimension, List<CandidateView> trained)
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
        var between = groups.Sum(group => group.Count * Math.Pow(group.Average() - mean, 2));
        return between / pairs.Sum(pair => Math.Pow(pair.Accuracy - mean, 2));
    }

    private static List<List<double>> Grouped(List<(ParameterValue Value, double Accuracy)> pairs)
    {
        var distinct = pairs.Select(pair => pair.Value).Distinct().ToList();
        var groups =
            distinct.Count <= 2 * Groups || distinct.Exists(value => value.Kind == ParameterKind.Text)
                ? pairs.GroupBy(pair => pair.Value).Select(group => group.Select(pair => pair.Accuracy))
                : pairs
                    .OrderBy(pair => pair.Value.AsNumber())
                    .Chunk((pairs.Count + Groups - 1) / Groups)
                    .Select(chunk => chunk.Select(pair => pair.Accuracy));
        return [.. groups.Select(group => group.ToList())];
    }
}
