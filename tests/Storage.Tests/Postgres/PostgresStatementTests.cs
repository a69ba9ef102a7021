using System.Reflection;
using System.Text.RegularExpressions;
using NasCluster.Storage.Postgres;
using Npgsql;

namespace NasCluster.Storage.Tests.Postgres;

/// <summary>PostgreSQL's own word that no statement of the hot paths walks through a whole table.</summary>
public sealed class PostgresStatementTests(PostgresServer server)
{
    public static TheoryData<string> HotStatements =>
        [
            nameof(PostgresStatements.WithReady),
            nameof(PostgresStatements.FirstReady),
            nameof(PostgresStatements.StartCandidates),
            nameof(PostgresStatements.LockCandidatesAndAttempts),
            nameof(PostgresStatements.Current),
            nameof(PostgresStatements.NoteProgress),
            nameof(PostgresStatements.EndAttempts),
            nameof(PostgresStatements.SettleCandidates),
            nameof(PostgresStatements.LockAttempts),
            nameof(PostgresStatements.ExtendLeases),
            nameof(PostgresStatements.Expired),
            nameof(PostgresStatements.RequeueCandidates),
            nameof(PostgresStatements.LockOpenCandidates),
            nameof(PostgresStatements.AppendEvents),
            nameof(SharedStatements.OpenCandidates),
            nameof(SharedStatements.EndOpenAttempts),
            nameof(PostgresStatements.OpenAndNewCandidates),
            nameof(PostgresStatements.ChangedAndNewCandidates),
            nameof(PostgresStatements.MissingCandidates),
            nameof(MendStatements.Idle),
            nameof(MendStatements.Strays),
            nameof(SharedStatements.CandidateById),
            nameof(SharedStatements.HighestCandidateNumber),
            nameof(SharedStatements.Epochs),
            nameof(SharedStatements.EventsAfter),
        ];

    /// <summary>The server's own check of a reference from an attempt to its candidate.</summary>
    private const string Reference =
        "select 1 from only candidate x where experiment = @experiment and number = @candidate for key share of x";

    [Theory]
    [MemberData(nameof(HotStatements))]
    public async Task Plan_HotStatement_ScansNoTable(string statement)
    {
        var plan = await PlanAsync(Sql(statement));

        Assert.DoesNotContain(plan, step => step.Contains("Seq Scan", StringComparison.Ordinal));
        Assert.Contains(plan, step => step.Contains("Index", StringComparison.Ordinal));
    }

    /// <summary>Such a plan would be kept while the tables are filled, and read the whole experiment for each row.</summary>
    [Theory]
    [InlineData(nameof(PostgresStatements.StartCandidates))]
    [InlineData(nameof(PostgresStatements.LockCandidatesAndAttempts))]
    [InlineData(nameof(PostgresStatements.Current))]
    [InlineData(nameof(PostgresStatements.NoteProgress))]
    [InlineData(nameof(PostgresStatements.EndAttempts))]
    [InlineData(nameof(PostgresStatements.SettleCandidates))]
    [InlineData(nameof(PostgresStatements.LockAttempts))]
    [InlineData(nameof(PostgresStatements.ExtendLeases))]
    [InlineData(nameof(PostgresStatements.RequeueCandidates))]
    [InlineData(nameof(PostgresStatements.OpenAndNewCandidates))]
    [InlineData(nameof(PostgresStatements.ChangedAndNewCandidates))]
    [InlineData(nameof(SharedStatements.CandidateById))]
    [InlineData(nameof(Reference))]
    public async Task Plan_EmptyTables_FindsNothingByTheExperimentAlone(string statement)
    {
        var plan = await PlanAsync(statement == nameof(Reference) ? Reference : Sql(statement));

        Assert.DoesNotContain(plan, step => Regex.IsMatch(step, @"Index Cond: \(experiment = [^ ]+\)$"));
    }

    private async Task<List<string>> PlanAsync(string sql)
    {
        var database = await server.CreateDatabaseAsync();
        await using var connection = new NpgsqlConnection(PostgresSettings.ForStore(database.ConnectionString));
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand($"explain {sql}", connection);
        foreach (var name in Regex.Matches(sql, "@[a-zA-Z0-9]+").Select(match => match.Value).Distinct())
        {
            command.Parameters.AddWithValue(name, Sample(sql, name));
        }

        var plan = new List<string>();
        await using var rows = await command.ExecuteReaderAsync();
        while (await rows.ReadAsync())
        {
            plan.Add(rows.GetString(0));
        }

        return plan;
    }

    private static string Sql(string name) =>
        new[] { typeof(PostgresStatements), typeof(SharedStatements), typeof(MendStatements) }
            .Select(statements => statements.GetField(name, BindingFlags.Public | BindingFlags.Static))
            .OfType<FieldInfo>()
            .Select(field => (string)field.GetRawConstantValue()!)
            .Single();

    /// <summary>Arrays where the statement takes a column of values, and of the type the store sends.</summary>
    private static object Sample(string sql, string name)
    {
        var isArray = Regex.IsMatch(sql, $@"(unnest\([^)]*|(any|all) \([^)]*){name}\b");
        return name switch
        {
            "@candidates"
            or "@open"
            or "@numbers"
            or "@attempts"
            or "@epochs"
            or "@crashes"
            or "@outOfMemory"
            or "@infrastructure" when isArray => new[] { 1 },
            "@latencies" or "@latencyTails" when isArray => new double?[] { 1 },
            "@finished" when isArray => new long?[] { 1 },
            _ when isArray => new[] { "a" },
            "@experiment" or "@cause" or "@message" => "a",
            "@candidate" or "@limit" or "@known" or "@untouched" => 1,
            _ => 1L,
        };
    }
}
