using Microsoft.AspNetCore.Components;
using NasCluster.Dashboard.Api;
using NasCluster.Dashboard.Candidates;
using NasCluster.Domain.Experiments;

namespace NasCluster.Dashboard.Components.Parts;

/// <summary>A page of candidates; headings change the order, which is kept in the address.</summary>
public sealed partial class CandidateTable
{
    private static readonly string[] FilterNames =
    [
        "state",
        "stage",
        "search",
        "minAccuracy",
        "maxLatencyMs",
        "maxMacs",
        "maxParams",
        "where",
        "numbers",
        "by",
        "sort",
        "order",
    ];

    [Parameter, EditorRequired]
    public string Experiment { get; set; } = "";

    [Parameter, EditorRequired]
    public Paged<CandidateView> Page { get; set; } = null!;

    /// <summary>Null for a table that cannot be sorted.</summary>
    [Parameter]
    public CandidateQuery? Query { get; set; }

    /// <summary>Only the columns that matter most.</summary>
    [Parameter]
    public bool IsShort { get; set; }

    /// <summary>Its columns; null for those of figures.</summary>
    [Parameter]
    public IReadOnlyList<CandidateColumn>? Shown { get; set; }

    private readonly SortedSet<int> _picked = [];

    private IEnumerable<CandidateColumn> Columns =>
        Shown ?? CandidateColumn.All.Where(column => !IsShort || column.IsShort);

    private string CompareLink => $"{Links.Experiment(Experiment)}/compare?numbers={NumberList.Text(_picked)}";

    private void Pick(int number)
    {
        if (!_picked.Remove(number))
        {
            _picked.Add(number);
        }
    }

    private string FilterOnly
    {
        get
        {
            var query = System.Web.HttpUtility.ParseQueryString(new Uri(Navigation.Uri).Query);
            foreach (var name in query.AllKeys.Where(name => !FilterNames.Contains(name)))
            {
                query.Remove(name);
            }

            return query.Count > 0 ? $"?{query}" : "";
        }
    }

    private bool IsSorted(CandidateColumn column) =>
        Query is { } query && query.Sort == column.Sort && query.By == column.By;

    private string SortOf(CandidateColumn column) =>
        !IsSorted(column) ? "none"
        : Query!.Order == SortOrder.Asc ? "ascending"
        : "descending";

    private string Arrow(CandidateColumn column) =>
        !IsSorted(column) ? ""
        : Query!.Order == SortOrder.Asc ? " ▲"
        : " ▼";

    private string SortLink(CandidateColumn column)
    {
        var sort = column.Sort!.Value;
        // The first click shows the best: the most accurate, the cheapest.
        var best = sort
            is CandidateSort.Accuracy
                or CandidateSort.Reward
                or CandidateSort.Predicted
                or CandidateSort.Attempts
            ? SortOrder.Desc
            : SortOrder.Asc;
        var other = best == SortOrder.Asc ? SortOrder.Desc : SortOrder.Asc;
        return Navigation.GetUriWithQueryParameters(
            new Dictionary<string, object?>
            {
                ["sort"] = sort.ToString(),
                ["by"] = column.By,
                ["order"] = (IsSorted(column) && Query!.Order == best ? other : best).ToString(),
                ["offset"] = null,
            }
        );
    }

    private string At(int offset) => Navigation.GetUriWithQueryParameter("offset", offset);
}
