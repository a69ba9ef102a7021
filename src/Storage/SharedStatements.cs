using NasCluster.Storage.Rows;

namespace NasCluster.Storage;

/// <summary>The SQL that every database product understands. Parameters are written as every provider reads them.</summary>
internal static class SharedStatements
{
    public const string ExperimentById = $"select {ExperimentRow.Columns} from experiment e where e.id = @experiment";

    public const string ExperimentByOperation =
        $"select {ExperimentRow.Columns} from experiment e where e.operation_id = @operation";

    public const string Experiments = $"select {ExperimentRow.Columns} from experiment e order by e.seq desc";

    public const string HighestExperimentNumber = "select coalesce(max(number), 0) from experiment where name = @name";

    public const string InsertExperiment = """
        insert into experiment (id, name, number, operation_id, spec, dataset, state, version, created_at)
        values (@experiment, @name, @number, @operation, @spec, @dataset, @state, @version, @now)
        """;

    public const string ExperimentStanding = "select state, version from experiment where id = @experiment";

    public const string UpdateExperimentState = """
        update experiment
        set state = @state, reason = @reason, version = version + 1, finished_at = @finished
        where id = @experiment and version = @version
        """;

    public const string RaiseVersion =
        "update experiment set version = version + 1 where id = @experiment and version = @version";

    public const string Accuracies = $"select p.accuracy {OthersAtEpoch}";

    public const string Rivals = $"select {RivalRow.Columns} {OthersAtEpoch}";

    /// <summary>1 where a candidate is not final, else 0.</summary>
    public const string OpenCandidates = $"""
        select case
            when exists (select 1 from candidate where experiment = @experiment and {NotFinal}) then 1 else 0
        end
        """;

    public const string PruneOpenCandidates = $"""
        update candidate
        set state = 'pruned', failure = @failure, finished_at = @now
        where experiment = @experiment and {NotFinal}
        """;

    public const string EndOpenAttempts = """
        update attempt
        set ended_at = @now, cause = @cause, message = @message
        where experiment = @experiment and ended_at is null
        """;

    public const string HighestCandidateNumber =
        "select coalesce(max(number), 0) from candidate where experiment = @experiment";

    public const string Candidates =
        $"select {CandidateRow.Columns} from candidate c where c.experiment = @experiment order by c.number";

    public const string CandidateById =
        $"select {CandidateRow.Columns} from candidate c where c.experiment = @experiment and c.number = @candidate";

    public const string CheckpointOf =
        $"select {CheckpointRow.Columns} from checkpoint k where k.experiment = @experiment and k.candidate = @candidate";

    public const string SaveLatencyTable = """
        insert into latency_table (device, subject, content, saved_at) values (@device, @subject, @content, @now)
        on conflict (device, subject) do update set content = excluded.content, saved_at = excluded.saved_at
        """;

    public const string LatencyTables = "select content from latency_table order by device, subject";

    public const string LatencyTablesOfDevice =
        "select content from latency_table where device = @device order by subject";

    public const string SaveDashboardRecord = """
        insert into dashboard_record (kind, key, content, saved_at) values (@kind, @key, @content, @now)
        on conflict (kind, key) do update set content = excluded.content, saved_at = excluded.saved_at
        """;

    public const string DashboardRecordByKey =
        "select kind, key, content from dashboard_record where kind = @kind and key = @key";

    public const string DashboardRecords =
        "select kind, key, content from dashboard_record where kind = @kind order by key desc limit @limit";

    public const string DashboardRecordsBefore = """
        select kind, key, content from dashboard_record
        where kind = @kind and key < @before order by key desc limit @limit
        """;

    public const string Epochs = $"""
        select {EpochRow.Columns} from epoch p left join supernet_epoch s
            on s.experiment = p.experiment and s.candidate = p.candidate and s.epoch = p.epoch
        where p.experiment = @experiment and p.candidate = @candidate order by p.epoch
        """;

    public const string EventsAfter = $"""
        select {EventRow.Columns} from event v
        where v.experiment = @experiment and v.sequence > @after order by v.sequence limit @limit
        """;

    private const string OthersAtEpoch = """
        from candidate c
        join candidate o on o.experiment = c.experiment and o.epochs = c.epochs and o.number <> c.number
        join epoch p on p.experiment = o.experiment and p.candidate = o.number and p.epoch = @epoch
        where c.experiment = @experiment and c.number = @candidate
        """;

    /// <summary>Written so, and not as a list of open states, so that a row with an unknown state is ended too.</summary>
    public const string NotFinal = "state not in ('completed', 'failed', 'pruned')";
}
