using NasCluster.Domain;
using NasCluster.Domain.Candidates;

namespace NasCluster.Storage.Rows;

/// <summary>
/// What a settlement leaves in the candidate's row. One that goes on to another attempt has neither result nor failure
/// yet; its attempt and event keep the cause.
/// </summary>
internal static class SettlementJson
{
    public static string? FinalFailureJson(this Settlement settlement) =>
        StoredJson.OfNullable(settlement.Next.IsFinal ? settlement.Failure : null, DomainJson.Default.CandidateFailure);

    public static string? FinalMetricsJson(this Settlement settlement) =>
        StoredJson.OfNullable(settlement.Next.IsFinal ? settlement.Metrics : null, DomainJson.Default.CandidateMetrics);
}
