using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.WebUtilities;
using NasCluster.Dashboard.Api;
using NasCluster.Dashboard.Candidates;

namespace NasCluster.Dashboard.Components.Parts;

/// <summary>What the address of a page says to show, so that a link shows the same to a colleague.</summary>
/// <param name="Tab">Part of the page.</param>
/// <param name="Axis">Key of the cost that accuracy is weighed against.</param>
/// <param name="Choice">The choice of a supernet whose options are shown; null for all choices.</param>
/// <param name="Columns">Keys of the table's columns with commas between them; null for the usual ones.</param>
/// <param name="Candidates">Filter, order and page of the table; the filter holds for charts too.</param>
public sealed record PageQuery(string Tab, string? Axis, string? Choice, string? Columns, CandidateQuery Candidates)
{
    public static PageQuery Of(NavigationManager navigation)
    {
        var values = QueryHelpers.ParseQuery(new Uri(navigation.Uri).Query);
        var reader = new QueryReader(new QueryCollection(values));
        return new(
            reader.Text("tab") ?? "overview",
            reader.Text("x"),
            reader.Text("choice"),
            reader.Text("columns"),
            CandidateQuery.Read(reader)
        );
    }
}
