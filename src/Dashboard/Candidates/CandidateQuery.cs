using NasCluster.Dashboard.Api;
using NasCluster.Dashboard.Live;
using NasCluster.Domain.Candidates;
using NasCluster.Domain.Experiments;

namespace NasCluster.Dashboard.Candidates;

/// <summary>Which candidates, in which order, and which part of them: the query of the table's page and of the API.</summary>
public sealed record CandidateQuery
{
    public const int LargestPage = 1000;
    public const int UsualPage = 50;

    public CandidateState? State { get; init; }

    public string? Stage { get; init; }

    /// <summary>A text in "name=value" of architecture or recipe, or a number.</summary>
    public string? Search { get; init; }

    public double? MinAccuracy { get; init; }

    public double? MaxLatencyMs { get; init; }

    public double? MaxMacs { get; init; }

    public double? MaxParams { get; init; }

    /// <summary>Limits on metrics by name, as <see cref="MetricFilter"/> reads them.</summary>
    public string? Where { get; init; }

    /// <summary>Only these numbers, as <see cref="NumberList"/> reads them.</summary>
    public string? Numbers { get; init; }

    public CandidateSort Sort { get; init; }

    /// <summary>With <see cref="CandidateSort.Cost"/>: the cost that is ordered by.</summary>
    public string? By { get; init; }

    public SortOrder Order { get; init; }

    public int Offset { get; init; }

    public int Limit { get; init; } = UsualPage;

    public static (CandidateQuery Query, IReadOnlyCollection<Problem> Problems) Read(IQueryCollection values)
    {
        var reader = new QueryReader(values);
        return (Read(reader), reader.Problems);
    }

    internal static CandidateQuery Read(QueryReader reader) =>
        new()
        {
            State = reader.Word<CandidateState>("state"),
            Stage = reader.Text("stage"),
            Search = reader.Text("search"),
            MinAccuracy = reader.Number("minAccuracy"),
            MaxLatencyMs = reader.Number("maxLatencyMs"),
            MaxMacs = reader.Number("maxMacs"),
            MaxParams = reader.Number("maxParams"),
            Where = MetricFilter.Read(reader),
            Numbers = NumberList.Read(reader),
            By = reader.Text("by"),
            Sort = reader.Word<CandidateSort>("sort") ?? CandidateSort.Number,
            Order = reader.Word<SortOrder>("order") ?? SortOrder.Asc,
            Offset = reader.Whole("offset", 0, 0, int.MaxValue),
            Limit = reader.Whole("limit", UsualPage, 1, LargestPage),
        };

    /// <summary>The part that is asked for, with ranks.</summary>
    public Paged<CandidateView> Page(ExperimentSnapshot snapshot)
    {
        var page = snapshot.Select(this).Page(Offset, Limit);
        return page with { Items = [.. page.Items.Select(snapshot.Ranks.Ranked)] };
    }

    /// <summary>All that fit, in order; those without the value that is ordered by come last.</summary>
    public IReadOnlyList<CandidateView> Select(IEnumerable<CandidateView> candidates)
    {
        var found = candidates
            .Where(Filter())
            .Select(candidate => (candidate, Key: CandidateKey.Of(candidate, Sort, By)));
        var ordered = found.OrderBy(pair => pair.Key is null);
        var sorted =
            Order == SortOrder.Asc ? ordered.ThenBy(pair => pair.Key) : ordered.ThenByDescending(pair => pair.Key);
        return [.. sorted.ThenBy(pair => pair.candidate.Number).Select(pair => pair.candidate)];
    }

    private Func<CandidateView, bool> Filter()
    {
        var limits = Where is null ? [] : MetricFilter.Parse(Where) ?? [];
        var numbers = NumberList.Parse(Numbers);
        return candidate =>
            Fits(candidate)
            && (limits.Count == 0 || MetricFilter.Fits(limits, candidate.Metrics))
            && numbers?.Contains(candidate.Number) != false;
    }

    private bool Fits(CandidateView candidate) =>
        (State is null || candidate.State == State)
        && (Stage is null || candidate.Stage == Stage)
        && (Search is null || Has(candidate, Search))
        && (MinAccuracy is null || candidate.Metrics?.Accuracy >= MinAccuracy)
        && (MaxLatencyMs is null || candidate.Metrics?.LatencyMs <= MaxLatencyMs)
        && (MaxMacs is null || candidate.Metrics?.Macs <= MaxMacs)
        && (MaxParams is null || candidate.Metrics?.Params <= MaxParams);

    private static bool Has(CandidateView candidate, string text) =>
        candidate.Architecture.Canonical.Contains(text, StringComparison.OrdinalIgnoreCase)
        || candidate.Recipe.Canonical.Contains(text, StringComparison.OrdinalIgnoreCase)
        || candidate.Id.ToString() == text
        || $"#{candidate.Number}" == text;
}
