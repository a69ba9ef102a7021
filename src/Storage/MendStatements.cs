namespace NasCluster.Storage;

/// <summary>The SQL that finds and puts right what somebody changed by hand; every database product understands it.</summary>
internal static class MendStatements
{
    /// <summary>
    /// Numbers of running candidates without an open attempt, whose lease nobody would ever take back, and of waiting ones
    /// with more attempts than they know of, whose next one would have a number that there is.
    /// </summary>
    public const string Idle = $"""
        select c.number from candidate c
        where c.experiment = @experiment and c.{SharedStatements.NotFinal} and (
            c.state = 'running' and not exists (
                select 1 from attempt a
                where a.experiment = c.experiment and a.candidate = c.number and a.number = c.attempts
                    and a.ended_at is null
            )
            or c.state = 'ready' and exists (
                select 1 from attempt a
                where a.experiment = c.experiment and a.candidate = c.number and a.number > c.attempts
            )
        )
        order by c.number
        """;

    /// <summary>Open attempts, by candidate and number, that are not their candidate's current one.</summary>
    public const string Strays = """
        select a.candidate, a.number from attempt a
        where a.experiment = @experiment and a.ended_at is null and not exists (
            select 1 from candidate c
            where c.experiment = a.experiment and c.number = a.candidate and c.state = 'running' and c.attempts = a.number
        )
        order by a.candidate, a.number
        """;

    public const string Restore = """
        insert into candidate (
            experiment, number, configuration_key, stage, configuration, epochs, state, attempts, crashes, out_of_memory,
            infrastructure, failure, metrics, predicted_accuracy, parent, device, memory, latency_ms, latency_p95_ms,
            started_at, finished_at
        )
        values (
            @experiment, @number, @key, @stage, @configuration, @epochs, @state, @attempts, @crashes, @outOfMemory,
            @infrastructure, @failure, @metrics, @predicted, @parent, @device, @memory, @latency, @latencyTail,
            @started, @finished
        )
        on conflict do nothing
        """;

    /// <summary>The next attempt is numbered on from the last one that there is.</summary>
    public const string Wake = """
        update candidate
        set state = 'ready', attempts = (
            select coalesce(max(a.number), attempts) from attempt a where a.experiment = @experiment and a.candidate = @candidate
        )
        where experiment = @experiment and number = @candidate
        """;

    public const string EndStray = """
        update attempt
        set ended_at = @now, cause = @cause, message = @message
        where experiment = @experiment and candidate = @candidate and number = @attempt
        """;
}
