using NasCluster.Storage.Rows;

namespace NasCluster.Storage.Sqlite;

/// <summary>The SQL that only SQLite is asked; the rest is in <see cref="SharedStatements"/>.</summary>
internal static class SqliteStatements
{
    public const string HasSchema =
        "select count(*) from sqlite_schema where type = 'table' and name = 'schema_version'";

    public const string HasPlacement =
        "select count(*) from pragma_table_info('candidate') where name = 'latency_p95_ms'";

    public const string SchemaVersion = "select coalesce(max(version), 0) from schema_version";

    public const string SetSchemaVersion = "insert into schema_version (version) values (@version)";

    /// <summary>One event for each candidate that <see cref="SharedStatements.PruneOpenCandidates"/> is about to end.</summary>
    public const string ReportOpenCandidatesPruned = $"""
        insert into event (experiment, sequence, at, kind, candidate, detail)
        select
            experiment,
            {LastSequence} + row_number() over (order by number),
            @now, @kind, number, @detail
        from candidate
        where experiment = @experiment and {SharedStatements.NotFinal}
        """;

    /// <summary>Of candidates that were open: those that are in another state or attempt now, in the order given.</summary>
    public const string ChangedCandidates = $"""
        select {CandidateRow.Columns} from json_each(@open) o
        cross join candidate c on c.experiment = @experiment and c.number = o.value ->> 0
        where c.state <> o.value ->> 1 or c.attempts <> o.value ->> 2
        """;

    public const string CandidatesAfter = $"""
        select {CandidateRow.Columns} from candidate c
        where c.experiment = @experiment and c.number > @known order by c.number
        """;

    public const string CandidateExists =
        "select 1 from candidate where experiment = @experiment and number = @candidate";

    public const string CountOfCandidates =
        "select count(*) from candidate where experiment = @experiment and number <= @candidate";

    public const string InsertCandidate = """
        insert into candidate (
            experiment, number, configuration_key, stage, configuration, epochs, state, predicted_accuracy, parent,
            device, memory
        )
        values (
            @experiment, @number, @key, @stage, @configuration, @epochs, @state, @predicted, @parent, @device, @memory
        )
        on conflict (experiment, configuration_key, epochs) do nothing
        """;

    /// <summary>The first ready candidate of each running experiment, oldest first; read only as far as needed.</summary>
    /// <remarks>
    /// The inner min() is one look into candidate_by_state, so that neither finished candidates nor the ready ones of a
    /// paused experiment are ever passed over. A cross join keeps SQLite from turning the order round.
    /// </remarks>
    public const string FirstReady = $"""
        select {ExperimentRow.Columns}, {CandidateRow.Columns}, {CheckpointRow.Columns}
        from experiment e
        cross join candidate c on c.experiment = e.id and c.number = (
            select min(r.number) from candidate r where r.experiment = e.id and r.state = 'ready'
                and (r.device is null or instr(@devices, '|' || r.device || '|') > 0)
                and (r.memory is null or r.memory <= @memory)
        )
        left join checkpoint k on k.experiment = c.experiment and k.candidate = c.number
        where e.state = 'running'
        order by e.seq
        """;

    public const string StartCandidate = """
        update candidate
        set state = 'running', attempts = attempts + 1, started_at = coalesce(started_at, @now)
        where experiment = @experiment and number = @candidate and state = 'ready'
        """;

    public const string InsertAttempt = """
        insert into attempt (experiment, candidate, number, owner, lease_ms, opened_at, expires_at)
        values (@experiment, @candidate, @attempt, @owner, @lease, @now, @now + @lease)
        """;

    public const string ExtendLease = $"""
        update attempt
        set expires_at = @now + lease_ms
        where experiment = @experiment and candidate = @candidate and number = @attempt and {Current}
        """;

    /// <summary>Epochs of the candidate where the attempt is current; no row where it is not.</summary>
    public const string Fence = $"""
        select c.epochs from candidate c
        where c.experiment = @experiment and c.number = @candidate and exists (
            select 1 from attempt
            where experiment = @experiment and candidate = @candidate and number = @attempt and {Current}
        )
        """;

    public const string InsertEpoch = """
        insert into epoch (
            experiment, candidate, epoch, attempt,
            loss, validation_loss, accuracy, step_time_ms, images_per_second, seconds, recorded_at
        )
        values (
            @experiment, @candidate, @epoch, @attempt,
            @loss, @validationLoss, @accuracy, @stepTime, @imagesPerSecond, @seconds, @now
        )
        on conflict (experiment, candidate, epoch) do nothing
        """;

    public const string InsertSupernetEpoch =
        "insert into supernet_epoch (experiment, candidate, epoch, content) values (@experiment, @candidate, @epoch, @content)";

    public const string NoteProgress = """
        update attempt
        set first_epoch = min(coalesce(first_epoch, @epoch), @epoch), last_epoch = max(coalesce(last_epoch, @epoch), @epoch)
        where experiment = @experiment and candidate = @candidate and number = @attempt
        """;

    /// <summary>A report that is sent again late must not put the pointer of its own attempt back.</summary>
    public const string ReplaceCheckpoint = """
        insert into checkpoint (experiment, candidate, epoch, attempt, path, size, sha256, recorded_at)
        values (@experiment, @candidate, @epoch, @attempt, @path, @size, @sha256, @now)
        on conflict (experiment, candidate) do update
        set epoch = excluded.epoch, attempt = excluded.attempt, path = excluded.path, size = excluded.size,
            sha256 = excluded.sha256, recorded_at = excluded.recorded_at
        where excluded.attempt > checkpoint.attempt or excluded.epoch >= checkpoint.epoch
        """;

    public const string EndAttempt = $"""
        update attempt
        set ended_at = @now, cause = @cause, message = @message
        where experiment = @experiment and candidate = @candidate and number = @attempt and {Current}
        """;

    public const string SettleCandidate = """
        update candidate
        set state = @state, crashes = @crashes, out_of_memory = @outOfMemory, infrastructure = @infrastructure,
            failure = @failure, metrics = @metrics, finished_at = @finished,
            device = case when @latency is null then device else @device end,
            latency_ms = coalesce(@latency, latency_ms), latency_p95_ms = coalesce(@latencyTail, latency_p95_ms)
        where experiment = @experiment and number = @candidate
        """;

    public const string Expired = """
        select a.experiment, a.candidate, a.number, a.owner, a.lease_ms
        from attempt a
        join candidate c on c.experiment = a.experiment and c.number = a.candidate
        where a.ended_at is null and a.expires_at <= @now and c.state = 'running' and c.attempts = a.number
        order by a.expires_at, a.experiment, a.candidate
        """;

    public const string RequeueCandidate = """
        update candidate
        set state = 'ready', infrastructure = infrastructure + 1
        where experiment = @experiment and number = @candidate
        """;

    public const string AppendEvent = $"""
        insert into event (experiment, sequence, at, kind, candidate, detail)
        values (@experiment, {LastSequence} + 1, @now, @kind, @candidate, @detail)
        """;

    private const string LastSequence = "coalesce((select max(sequence) from event where experiment = @experiment), 0)";

    /// <summary>The fence: the attempt is its candidate's last one, that one is running, the owner is the same.</summary>
    private const string Current = """
        owner = @owner and ended_at is null and exists (
            select 1 from candidate
            where experiment = @experiment and number = @candidate and state = 'running' and attempts = @attempt
        )
        """;
}
