using System.Globalization;
using Npgsql;

namespace NasCluster.Throughput;

/// <summary>
/// Where the time of a measured run goes, on stderr: the server's statements, processor time and garbage collections of this
/// process. Says nothing where the server does not count its statements.
/// </summary>
internal sealed class StatementProfile : IAsyncDisposable
{
    private const int Length = 90;

    private const string Statements = """
        select calls, rows, total_plan_time, total_exec_time, regexp_replace(query, '\s+', ' ', 'g')
        from public.pg_stat_statements order by total_plan_time + total_exec_time desc limit 25
        """;

    private readonly NpgsqlConnection? _connection;
    private readonly int _candidates;
    private readonly TimeSpan _processor = Environment.CpuUsage.TotalTime;
    private readonly TimeSpan _pauses = GC.GetTotalPauseDuration();
    private readonly long _allocated = GC.GetTotalAllocatedBytes();
    private readonly int _collections = GC.CollectionCount(0);

    private StatementProfile(NpgsqlConnection? connection, int candidates) =>
        (_connection, _candidates) = (connection, candidates);

    public static async Task<StatementProfile> BeginAsync(BenchDatabase database, int candidates)
    {
        if (!database.IsProfiled)
        {
            return new(null, candidates);
        }

        var connection = await database.OpenAsync();
        await using var reset = new NpgsqlCommand("select public.pg_stat_statements_reset()", connection);
        await reset.ExecuteNonQueryAsync();
        return new(connection, candidates);
    }

    public async Task PrintAsync(double seconds)
    {
        if (_connection is null)
        {
            return;
        }

        var processor = (Environment.CpuUsage.TotalTime - _processor).TotalMilliseconds;
        var allocated = (GC.GetTotalAllocatedBytes() - _allocated) / 1024.0;
        var paused = (GC.GetTotalPauseDuration() - _pauses).TotalMilliseconds;
        Print(
            $"per candidate: {processor / _candidates:0.00} ms of processor, {allocated / _candidates:0} KiB allocated"
        );
        Print($"garbage: {GC.CollectionCount(0) - _collections} collections, {paused:0} ms of {seconds * 1000:0} ms");
        Print($"{"calls", 8} {"rows", 8} {"plan ms", 8} {"exec ms", 8} {"us/cand", 8}");
        await using var command = new NpgsqlCommand(Statements, _connection);
        await using var rows = await command.ExecuteReaderAsync();
        while (await rows.ReadAsync())
        {
            var (plan, run, query) = (rows.GetDouble(2), rows.GetDouble(3), rows.GetString(4));
            Print(
                $"{rows.GetInt64(0), 8} {rows.GetInt64(1), 8} {plan, 8:0} {run, 8:0} {(plan + run) * 1000 / _candidates, 8:0} {query[..Math.Min(Length, query.Length)]}"
            );
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_connection is not null)
        {
            await _connection.DisposeAsync();
        }
    }

    private static void Print(FormattableString line) =>
        Console.Error.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
