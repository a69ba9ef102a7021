using System.Reflection;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Time.Testing;
using NasCluster.Storage.Sqlite;

namespace NasCluster.Storage.Tests.Sqlite;

/// <summary>SQLite's own word that no statement of the hot paths walks through a whole table.</summary>
public sealed class SqliteStatementTests : IAsyncLifetime
{
    private readonly SqliteTestFile _file = new();

    public static TheoryData<string> HotStatements =>
        [
            nameof(SqliteStatements.FirstReady),
            nameof(SqliteStatements.CandidatesAfter),
            nameof(SqliteStatements.ChangedCandidates),
            nameof(SqliteStatements.StartCandidate),
            nameof(SqliteStatements.ExtendLease),
            nameof(SqliteStatements.Fence),
            nameof(SqliteStatements.EndAttempt),
            nameof(SqliteStatements.SettleCandidate),
            nameof(SqliteStatements.Expired),
            nameof(SqliteStatements.AppendEvent),
            nameof(SharedStatements.EventsAfter),
            nameof(SharedStatements.Candidates),
            nameof(SharedStatements.CandidateById),
            nameof(SharedStatements.Epochs),
            nameof(SharedStatements.OpenCandidates),
        ];

    public async ValueTask InitializeAsync()
    {
        using var store = new SqliteExperimentStore(_file.DatabasePath, new FakeTimeProvider());
        await store.MigrateAsync(CancellationToken.None);
    }

    public ValueTask DisposeAsync()
    {
        _file.Dispose();
        return ValueTask.CompletedTask;
    }

    [Theory]
    [MemberData(nameof(HotStatements))]
    public void Plan_HotStatement_ScansNoTableAndSortsNothing(string statement)
    {
        using var connection = _file.Open();
        using var command = connection.CreateCommand();
        command.CommandText = $"explain query plan {Sql(statement)}";
        command.Parameters.AddRange(Parameters(command.CommandText));
        using var rows = command.ExecuteReader();
        var steps = new List<string>();
        while (rows.Read())
        {
            steps.Add(rows.GetString(3));
        }

        Assert.DoesNotContain(
            steps,
            step =>
                step.StartsWith("SCAN", StringComparison.Ordinal)
                && !step.Contains("CONSTANT")
                && !step.Contains("VIRTUAL TABLE")
        );
        Assert.True(
            statement == nameof(SqliteStatements.Expired) || !steps.Any(step => step.Contains("TEMP B-TREE")),
            string.Join(Environment.NewLine, steps)
        );
    }

    private static string Sql(string name) =>
        new[] { typeof(SqliteStatements), typeof(SharedStatements) }
            .Select(statements => statements.GetField(name, BindingFlags.Public | BindingFlags.Static))
            .OfType<FieldInfo>()
            .Select(field => (string)field.GetRawConstantValue()!)
            .Single();

    private static IEnumerable<SqliteParameter> Parameters(string sql) =>
        System
            .Text.RegularExpressions.Regex.Matches(sql, "@[a-zA-Z0-9]+")
            .Select(match => match.Value)
            .Distinct()
            .Select(name => new SqliteParameter(name, 1));
}
