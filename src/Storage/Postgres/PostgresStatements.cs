using NasCluster.Storage.Rows;

namespace NasCluster.Storage.Postgres;

/// <summary>
/// The SQL that only PostgreSQL is asked; the rest is in <see cref="SharedStatements"/>. Many rows come as one array for
/// each column.
/// </summary>
/// <remarks>
/// Every transaction takes its locks in one order, so that no two wait for each other: experiment, candidates with their
/// attempts by key, event counters by key. All locks but the foreign keys' are "no key update", which those do not wait
/// for.
/// </remarks>
internal static class PostgresStatements
{
    /// <summary>One submission at a time: it numbers experiments of one name, and their order is the queue's.</summary>
    public const string LockSubmissions = "select pg_advisory_xact_lock(4771, 1)";

    public const string InsertCounter = "insert into event_counter (experiment, last) values (@experiment, 0)";

    public const string LockExperiment = $"{SharedStatements.ExperimentStanding} for no key update";

    public const string LockOpenCandidates = $"""
        select number from candidate
        where experiment = @experiment and {SharedStatements.NotFinal}
        order by number for no key update
        """;

    public const string LockCandidates = """
        select number from candidate
        where experiment = @experiment and number = any (@numbers)
        order by number for no key update
        """;

    /// <summary>Of the numbers those that have no row.</summary>
    public const string MissingCandidates = """
        select t.number from unnest(@numbers) t(number)
        where not exists (select 1 from candidate c where c.experiment = @experiment and c.number = t.number)
        order by 1
        """;

    public const string InsertCandidates = """
        insert into candidate (
            experiment, number, configuration_key, stage, configuration, epochs, state, predicted_accuracy, parent,
            device, memory
        )
        select @experiment, t.number, t.key, t.stage, t.configuration, t.epochs, 'ready', t.predicted, t.parent,
            t.device, t.memory
        from unnest(
            @numbers, @keys, @stages, @configurations, @epochs, @predicted, @parents, @devices, @memories
        ) t(number, key, stage, configuration, epochs, predicted, parent, device, memory)
        on conflict ((configuration_key || '/' || experiment), epochs) do nothing
        returning number
        """;

    /// <summary>Candidates that may have changed since they were read, and those after them, in order.</summary>
    public const string OpenAndNewCandidates = $"""
        select {CandidateRow.Columns}
        from unnest(@open) t(number)
        cross join lateral (
            select * from candidate o where o.experiment = @experiment and o.number = t.number offset 0
        ) c
        union all
        select {CandidateRow.Columns} from candidate c
        where c.experiment = @experiment and c.number > @known
        order by 2
        """;

    /// <summary>Of the candidates that were open when they were read those that changed, and those after them, in order.</summary>
    /// <remarks>
    /// From @untouched on all known ones were ready and never claimed, so that there one walk finds those that changed and
    /// those that are new. The offset keeps the order of the loops: a look for each of the others, never one over all.
    /// </remarks>
    public const string ChangedAndNewCandidates = $"""
        select {CandidateRow.Columns}
        from unnest(@open, @states, @attempts) t(number, state, attempts)
        cross join lateral (
            select * from candidate o where o.experiment = @experiment and o.number = t.number offset 0
        ) c
        where c.state <> t.state or c.attempts <> t.attempts
        union all
        select {CandidateRow.Columns} from candidate c
        where c.experiment = @experiment and c.number >= @untouched
            and (c.number > @known or c.state <> 'ready' or c.attempts > 0)
        order by 2
        """;

    /// <summary>Running experiments with something ready that an offer is good for, oldest first.</summary>
    public const string WithReady = $"""
        select {ExperimentRow.Columns} from experiment e
        where e.state = 'running' and e.id <> all (@passedOver)
            and exists (select 1 from candidate r where r.experiment = e.id and r.state = 'ready' and {Offered})
        order by e.seq
        limit @limit
        """;

    /// <summary>
    /// Ready candidates that nobody else is about to claim, of running experiments, oldest first. The inner limit takes
    /// the first of candidate_ready, so that neither finished candidates nor a paused experiment's are passed over.
    /// </summary>
    public const string FirstReady = $"""
        select {CandidateRow.Columns}, {CheckpointRow.Columns}
        from experiment e
        cross join lateral (
            select * from candidate r
            where r.experiment = e.id and r.state = 'ready' and {Offered}
            order by r.number
            limit @limit
            for no key update skip locked
        ) c
        left join checkpoint k on k.experiment = c.experiment and k.candidate = c.number
        where e.state = 'running' and e.id <> all (@passedOver)
        order by e.seq, c.number
        limit @limit
        """;

    public const string StartCandidates = """
        update candidate c
        set state = 'running', attempts = c.attempts + 1, started_at = coalesce(c.started_at, @now)
        from unnest(@experiments, @candidates) t(experiment, candidate)
        where c.experiment = t.experiment and c.number = t.candidate
        """;

    public const string InsertAttempts = """
        insert into attempt (experiment, candidate, number, owner, lease_ms, opened_at, expires_at)
        select t.experiment, t.candidate, t.attempt, t.owner, t.lease, @now, @now + t.lease
        from unnest(@experiments, @candidates, @attempts, @owners, @leases)
            t(experiment, candidate, attempt, owner, lease)
        """;

    public const string LockCandidatesAndAttempts = $"""
        select 1 from {Attempts}
        join candidate c on c.experiment = t.experiment and c.number = t.candidate
        join attempt a on {AttemptOfT}
        order by t.experiment, t.candidate, t.attempt
        for no key update of c, a
        """;

    /// <summary>
    /// Of the attempts those that are current, by their place in the list: the attempt is its candidate's last one, that
    /// one is running, the owner is the same. With the epochs of the candidate and whether the reported one is there.
    /// </summary>
    /// <remarks>A statement of its own after the lock, because only then it sees what the lock had to wait for.</remarks>
    public const string Current = """
        select t.place, c.epochs, exists (
            select 1 from epoch p
            where p.experiment = t.experiment and p.candidate = t.candidate and p.epoch = t.epoch
        )
        from unnest(@experiments, @candidates, @attempts, @owners, @epochs) with ordinality
            t(experiment, candidate, attempt, owner, epoch, place)
        join candidate c on c.experiment = t.experiment and c.number = t.candidate
            and c.state = 'running' and c.attempts = t.attempt
        join attempt a on a.experiment = t.experiment and a.candidate = t.candidate and a.number = t.attempt
            and a.owner = t.owner and a.ended_at is null
        """;

    public const string InsertEpochs = """
        insert into epoch (
            experiment, candidate, epoch, attempt,
            loss, validation_loss, accuracy, step_time_ms, images_per_second, seconds, recorded_at
        )
        select t.*, @now
        from unnest(
            @experiments, @candidates, @epochs, @attempts,
            @losses, @validationLosses, @accuracies, @stepTimes, @imagesPerSecond, @seconds
        ) t
        """;

    public const string InsertSupernetEpochs = """
        insert into supernet_epoch (experiment, candidate, epoch, content)
        select t.experiment, t.candidate, t.epoch, t.content
        from unnest(@experiments, @candidates, @attempts, @epochs, @contents)
            t(experiment, candidate, attempt, epoch, content)
        """;

    public const string NoteProgress = $"""
        update attempt a
        set first_epoch = least(a.first_epoch, t.epoch), last_epoch = greatest(a.last_epoch, t.epoch)
        from unnest(@experiments, @candidates, @attempts, @epochs) t(experiment, candidate, attempt, epoch)
        where {AttemptOfT}
        """;

    /// <summary>A report that is sent again late must not put the pointer of its own attempt back.</summary>
    public const string ReplaceCheckpoints = """
        insert into checkpoint (experiment, candidate, epoch, attempt, path, size, sha256, recorded_at)
        select t.*, @now
        from unnest(@experiments, @candidates, @epochs, @attempts, @paths, @sizes, @hashes) t
        on conflict (experiment, candidate) do update
        set epoch = excluded.epoch, attempt = excluded.attempt, path = excluded.path, size = excluded.size,
            sha256 = excluded.sha256, recorded_at = excluded.recorded_at
        where excluded.attempt > checkpoint.attempt or excluded.epoch >= checkpoint.epoch
        """;

    /// <summary>With the epoch that came along with the end; null where none did.</summary>
    public const string EndAttempts = $"""
        update attempt a
        set ended_at = @now, cause = t.cause, message = t.message,
            first_epoch = least(a.first_epoch, t.epoch), last_epoch = greatest(a.last_epoch, t.epoch)
        from unnest(@experiments, @candidates, @attempts, @causes, @messages, @epochs)
            t(experiment, candidate, attempt, cause, message, epoch)
        where {AttemptOfT}
        """;

    public const string SettleCandidates = """
        update candidate c
        set state = t.state, crashes = t.crashes, out_of_memory = t.out_of_memory, infrastructure = t.infrastructure,
            failure = t.failure, metrics = t.metrics, finished_at = t.finished,
            device = case when t.latency is null then c.device else t.device end,
            latency_ms = coalesce(t.latency, c.latency_ms), latency_p95_ms = coalesce(t.latency_tail, c.latency_p95_ms)
        from unnest(
            @experiments, @candidates, @states, @crashes, @outOfMemory, @infrastructure, @failures, @metrics, @finished,
            @devices, @latencies, @latencyTails
        ) t(
            experiment, candidate, state, crashes, out_of_memory, infrastructure, failure, metrics, finished,
            device, latency, latency_tail
        )
        where c.experiment = t.experiment and c.number = t.candidate
        """;

    public const string LockAttempts = $"""
        select 1 from {Attempts} join attempt a on {AttemptOfT}
        order by t.experiment, t.candidate, t.attempt
        for no key update of a
        """;

    public const string ExtendLeases = $"""
        update attempt a
        set expires_at = @now + a.lease_ms
        from unnest(@experiments, @candidates, @attempts, @owners) t(experiment, candidate, attempt, owner)
        join candidate c on c.experiment = t.experiment and c.number = t.candidate
            and c.state = 'running' and c.attempts = t.attempt
        where {AttemptOfT} and a.owner = t.owner and a.ended_at is null
        returning a.experiment, a.candidate, a.number, a.owner
        """;

    /// <summary>
    /// Attempts whose lease has run out, but for those whose owners may not have had the chance to extend it: since the
    /// server started, or since this process sees it again (@sight), a whole lease must have gone by.
    /// </summary>
    public const string Expired = """
        select a.experiment, a.candidate, a.number, a.owner, a.lease_ms
        from attempt a
        join candidate c on c.experiment = a.experiment and c.number = a.candidate
        where a.ended_at is null and a.expires_at <= @now and c.state = 'running' and c.attempts = a.number
            and a.lease_ms <= @now - greatest(
                @sight, (extract(epoch from pg_postmaster_start_time()) * 1000)::bigint
            )
        order by a.expires_at, a.experiment, a.candidate
        for no key update of a, c skip locked
        """;

    public const string RequeueCandidates = """
        update candidate c
        set state = 'ready', infrastructure = c.infrastructure + 1
        from unnest(@experiments, @candidates) t(experiment, candidate)
        where c.experiment = t.experiment and c.number = t.candidate
        """;

    public const string LockCounters = """
        select 1 from event_counter where experiment = any (@experiments) order by experiment for no key update
        """;

    public const string AppendEvents = """
        with added as (
            select * from unnest(@experiments, @kinds, @candidates, @details) with ordinality
                t(experiment, kind, candidate, detail, place)
        ),
        counted as (
            update event_counter k
            set last = k.last + n.events
            from (select experiment, count(*) as events from added group by experiment) n
            where k.experiment = n.experiment
            returning k.experiment, k.last - n.events as before
        )
        insert into event (experiment, sequence, at, kind, candidate, detail)
        select a.experiment, c.before + row_number() over (partition by a.experiment order by a.place),
            @now, a.kind, a.candidate, a.detail
        from added a
        join counted c on c.experiment = a.experiment
        """;

    /// <summary>A record of the log that nobody reads: its commit waits until all that was committed before is on disk.</summary>
    public const string Flush = "select pg_logical_emit_message(true, 'nascluster', '')";

    /// <summary>"committed", "aborted" or "in progress"; null where the transaction is forgotten.</summary>
    public const string Outcome = "select pg_xact_status(@id::xid8)";

    private const string Offered =
        "(r.device is null or r.device = any (@devices)) and (r.memory is null or r.memory <= @memory)";

    private const string Attempts = "unnest(@experiments, @candidates, @attempts) t(experiment, candidate, attempt)";

    private const string AttemptOfT =
        "a.experiment = t.experiment and a.candidate = t.candidate and a.number = t.attempt";
}
