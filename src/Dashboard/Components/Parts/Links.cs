using System.Globalization;

namespace NasCluster.Dashboard.Components.Parts;

/// <summary>Addresses of pages.</summary>
internal static class Links
{
    public static string Experiment(string id) => $"/experiments/{Uri.EscapeDataString(id)}";

    public static string Candidates(string id) => $"{Experiment(id)}/candidates/";

    public static string Candidate(string id, int number) =>
        Candidates(id) + number.ToString(CultureInfo.InvariantCulture);

    public static string Api(string id) => $"/api/v1/experiments/{Uri.EscapeDataString(id)}";
}
