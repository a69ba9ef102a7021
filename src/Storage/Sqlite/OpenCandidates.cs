using System.Globalization;
using System.Text;
using NasCluster.Domain.Candidates;
using NasCluster.Storage.Rows;

namespace NasCluster.Storage.Sqlite;

/// <summary>Candidates as a statement takes many of them at once: [[number, "state", attempts], …].</summary>
internal static class OpenCandidates
{
    public static string Json(IEnumerable<Candidate> candidates)
    {
        var text = new StringBuilder("[");
        foreach (var candidate in candidates)
        {
            text.Append(text.Length > 1 ? "," : "")
                .Append(
                    CultureInfo.InvariantCulture,
                    $"[{candidate.Id.Number},\"{StoredWord<CandidateState>.Of(candidate.State)}\",{candidate.Attempts}]"
                );
        }

        return text.Append(']').ToString();
    }
}
