using System.Collections.Immutable;
using System.Data.Common;
using NasCluster.Domain;
using NasCluster.Domain.Candidates;
using NasCluster.Domain.Experiments;
using NasCluster.Storage.Events;
using NasCluster.Storage.Rows;

namespace NasCluster.Storage;

/// <summary>What is not as it should be with the candidates of an experiment, and the writes that put it right.</summary>
/// <param name="experiment">Its id.</param>
internal sealed class Mending(string experiment)
{
    private const string Gone = "Its row was gone from the database.";
    private const string Disagreement = "Its row and its attempts did not agree.";
    private const string NotCurrent = "The attempt was open and not its candidate's current one.";

    private readonly List<int> _idle = [];
    private readonly List<(int Candidate, int Attempt)> _strays = [];

    /// <summary>Those that have no row.</summary>
    public List<Candidate> Missing { get; } = [];

    /// <summary>All candidates that something is wrong with.</summary>
    public ImmutableArray<CandidateId> Found =>
        [
            .. Missing
                .Select(candidate => candidate.Id.Number)
                .Concat(_idle)
                .Concat(_strays.Select(stray => stray.Candidate))
                .Distinct()
                .Order()
                .Select(number => new CandidateId(experiment, number)),
        ];

    public void AddIdle(DbDataReader row) => _idle.Add(row.GetInt32(0));

    public void AddStray(DbDataReader row) => _strays.Add((row.GetInt32(0), row.GetInt32(1)));

    /// <summary>Forgets what is wrong with others: their rows are not locked.</summary>
    public void KeepOnly(ImmutableArray<CandidateId> candidates)
    {
        var kept = candidates.Select(candidate => candidate.Number).ToHashSet();
        Missing.RemoveAll(candidate => !kept.Contains(candidate.Id.Number));
        _idle.RemoveAll(number => !kept.Contains(number));
        _strays.RemoveAll(stray => !kept.Contains(stray.Candidate));
    }

    /// <summary>The writes, in an order in which each may be done.</summary>
    /// <param name="now">Their time.</param>
    public IEnumerable<(string Sql, (string Name, object? Value)[] Parameters)> Writes(long now)
    {
        foreach (var (candidate, attempt) in _strays)
        {
            yield return (
                MendStatements.EndStray,
                [
                    .. Of(candidate),
                    ("@attempt", attempt),
                    ("@now", now),
                    ("@cause", EndCause.Stopped),
                    ("@message", NotCurrent),
                ]
            );
        }

        foreach (var candidate in _idle)
        {
            yield return (MendStatements.Wake, Of(candidate));
        }

        foreach (var candidate in Missing)
        {
            yield return (MendStatements.Restore, Row(candidate, now));
        }
    }

    /// <summary>What watchers are told.</summary>
    public IEnumerable<(ExperimentEventKind Kind, int Candidate, string Detail)> Events() =>
        _idle
            .Select(number => (ExperimentEventKind.Requeued, number, Text(Disagreement)))
            .Concat(
                // What had ended before it was told then.
                Missing
                    .Where(candidate => candidate.FinishedAt is null)
                    .Select(candidate =>
                        candidate.State == CandidateState.Failed
                            ? (ExperimentEventKind.Failed, candidate.Id.Number, EventText.Failed(candidate.Failure!))
                            : (ExperimentEventKind.Requeued, candidate.Id.Number, Text(Gone))
                    )
            );

    private static string Text(string message) => EventText.Failed(new(FailureKind.Infrastructure, message));

    private static long? Time(DateTimeOffset? at) => at is { } time ? StoredTime.Of(time) : null;

    private (string Name, object? Value)[] Of(int candidate) =>
        [("@experiment", experiment), ("@candidate", candidate)];

    private (string Name, object? Value)[] Row(Candidate candidate, long now) =>
        [
            ("@experiment", experiment),
            ("@number", candidate.Id.Number),
            ("@key", candidate.Configuration.Key),
            ("@stage", candidate.Stage),
            ("@configuration", StoredJson.Of(candidate.Configuration, DomainJson.Default.Configuration)),
            ("@epochs", candidate.Epochs),
            ("@state", StoredWord<CandidateState>.Of(candidate.State.IsFinal ? candidate.State : CandidateState.Ready)),
            ("@attempts", candidate.Attempts),
            ("@crashes", candidate.Failures.Crashes),
            ("@outOfMemory", candidate.Failures.OutOfMemory),
            ("@infrastructure", candidate.Failures.Infrastructure),
            (
                "@failure",
                candidate.State.IsFinal
                    ? StoredJson.OfNullable(candidate.Failure, DomainJson.Default.CandidateFailure)
                    : null
            ),
            ("@metrics", StoredJson.OfNullable(candidate.Metrics, DomainJson.Default.CandidateMetrics)),
            ("@predicted", candidate.PredictedAccuracy),
            ("@parent", candidate.Parent),
            ("@device", candidate.Device),
            ("@memory", candidate.MemoryBytes),
            ("@latency", candidate.Latency?.MedianMs),
            ("@latencyTail", candidate.Latency?.P95Ms),
            ("@started", Time(candidate.StartedAt)),
            ("@finished", candidate.State.IsFinal ? Time(candidate.FinishedAt) ?? now : null),
        ];
}
