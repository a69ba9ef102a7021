using NasCluster.Domain.Experiments;
using NasCluster.Storage.Rows;

namespace NasCluster.Storage.Postgres;

/// <summary>The events of one transaction, numbered and inserted by one statement.</summary>
internal sealed class EventBatch
{
    private readonly List<(string Experiment, string Kind, int? Candidate, string Detail)> _events = [];

    public void Add(string experiment, ExperimentEventKind kind, int? candidate, string detail) =>
        _events.Add((experiment, StoredWord<ExperimentEventKind>.Of(kind), candidate, detail));

    public void Stage(PostgresBatch batch, long now)
    {
        if (_events.Count == 0)
        {
            return;
        }

        var experiments = _events.Select(entry => entry.Experiment).Distinct().ToArray();
        if (experiments.Length > 1)
        {
            batch.Lock(PostgresStatements.LockCounters, ("@experiments", experiments));
        }

        batch.Run(
            PostgresStatements.AppendEvents,
            ("@experiments", _events.Select(entry => entry.Experiment).ToArray()),
            ("@kinds", _events.Select(entry => entry.Kind).ToArray()),
            ("@candidates", _events.Select(entry => entry.Candidate).ToArray()),
            ("@details", _events.Select(entry => entry.Detail).ToArray()),
            ("@now", now)
        );
    }
}
