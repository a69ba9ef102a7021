using System.Collections.Immutable;
using NasCluster.Domain.Candidates;
using NasCluster.Domain.Experiments;
using NasCluster.Storage.Events;
using NasCluster.Storage.Rows;

namespace NasCluster.Storage.Postgres;

/// <summary>Ends current attempts and moves their candidates on.</summary>
internal static class SettleBatch
{
    /// <param name="write">The transaction.</param>
    /// <param name="settles">Results of current attempts.</param>
    /// <param name="last">Epochs that some of them bring along.</param>
    public static void Stage(
        PostgresWrite write,
        ImmutableArray<SettleWrite> settles,
        ImmutableArray<(RecordWrite Write, EpochStanding Standing)> last
    )
    {
        if (settles.IsEmpty)
        {
            return;
        }

        var attempts = settles.Select(settle => settle.Attempt).ToList();
        var epochs = last.ToDictionary(entry => entry.Write.Attempt, entry => (int?)entry.Write.Report.Epoch);
        write
            .Staged.Run(
                PostgresStatements.EndAttempts,
                [
                    .. AttemptKeys.Of(attempts),
                    ("@causes", Settled(settles, EndCause.Of)),
                    ("@messages", Settled(settles, settlement => settlement.Failure?.Message)),
                    ("@epochs", attempts.Select(attempt => epochs.GetValueOrDefault(attempt)).ToArray()),
                    ("@now", write.Now),
                ]
            )
            .Run(
                PostgresStatements.SettleCandidates,
                [.. AttemptKeys.OfCandidates(attempts), .. Outcomes(settles, write.Now)]
            );
        foreach (var settle in settles)
        {
            write.Report(
                settle.Attempt.Candidate.Experiment,
                EventKinds.For(settle.Settlement),
                settle.Attempt.Candidate.Number,
                EventText.Settled(settle.Settlement)
            );
        }
    }

    private static (string Name, object? Value)[] Outcomes(ImmutableArray<SettleWrite> settles, long now) =>
        [
            ("@states", Settled(settles, settlement => StoredWord<CandidateState>.Of(settlement.Next))),
            ("@crashes", Settled(settles, settlement => settlement.Failures.Crashes)),
            ("@outOfMemory", Settled(settles, settlement => settlement.Failures.OutOfMemory)),
            ("@infrastructure", Settled(settles, settlement => settlement.Failures.Infrastructure)),
            ("@failures", Settled(settles, settlement => settlement.FinalFailureJson())),
            ("@metrics", Settled(settles, settlement => settlement.FinalMetricsJson())),
            ("@devices", Settled(settles, settlement => settlement.Device)),
            ("@latencies", Settled(settles, settlement => settlement.Latency?.MedianMs)),
            ("@latencyTails", Settled(settles, settlement => settlement.Latency?.P95Ms)),
            ("@finished", Settled(settles, settlement => settlement.Next.IsFinal ? now : (long?)null)),
        ];

    private static T[] Settled<T>(ImmutableArray<SettleWrite> settles, Func<Settlement, T> field) =>
        [.. settles.Select(settle => field(settle.Settlement))];
}
