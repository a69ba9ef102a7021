using System.Text.Json.Nodes;
using Microsoft.Data.Sqlite;
using NasCluster.Storage.Optuna;
using NasCluster.Storage.Tests.Postgres;
using Npgsql;

namespace NasCluster.Storage.Tests.Optuna;

public sealed class OptunaReaderTests(PostgresServer server) : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("nas-optuna-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Read_Sqlite_TakesCompletedTrialsWithTheirChoices() =>
        Check(await OptunaReader.ReadAsync($"sqlite:///{File()}", "cells", 0, CancellationToken.None));

    [Fact]
    public async Task Read_Postgres_TakesTheSame()
    {
        var database = await server.CreateDatabaseAsync();
        await using var connection = new NpgsqlConnection(database.ConnectionString);
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText =
            "CREATE TYPE trialstate AS ENUM ('RUNNING', 'COMPLETE', 'PRUNED', 'FAIL', 'WAITING'); CREATE TYPE studydirection AS ENUM ('NOT_SET', 'MINIMIZE', 'MAXIMIZE'); "
            + OptunaTables.Create("trialstate", "studydirection");
        await command.ExecuteNonQueryAsync();
        var at = new NpgsqlConnectionStringBuilder(database.ConnectionString);
        var user =
            Uri.EscapeDataString(at.Username!)
            + (at.Password is { } password ? $":{Uri.EscapeDataString(password)}" : "");

        Check(
            await OptunaReader.ReadAsync(
                $"postgresql+psycopg2://{user}@{at.Host}:{at.Port}/{at.Database}",
                "cells",
                0,
                CancellationToken.None
            )
        );
    }

    [Fact]
    public async Task Read_WhatIsNotThere_SaysWhatIs()
    {
        var file = File();

        Assert.Contains("errors", await FaultAsync(file, "cell", 0), StringComparison.Ordinal);
        Assert.Contains("name one: cells, errors", await FaultAsync(file, null, 0), StringComparison.Ordinal);
        Assert.Contains("no objective 2", await FaultAsync(file, "cells", 2), StringComparison.Ordinal);
        Assert.Contains("no file", await FaultAsync(file + ".none", null, 0), StringComparison.Ordinal);
        var other = Path.Combine(_folder, "other");
        await System.IO.File.WriteAllTextAsync(other, "not a database, and long enough to be taken for none");
        Assert.Contains("cannot be read", await FaultAsync(other, null, 0), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Read_SecondObjective_HasItsDirection()
    {
        var study = await OptunaReader.ReadAsync(File(), "cells", 1, CancellationToken.None);

        Assert.True(study.Minimize);
        Assert.Equal(3.5, Assert.Single(study.Trials).Value);
    }

    private static void Check(OptunaStudy study)
    {
        Assert.Equal(("cells", false, 2), (study.Name, study.Minimize, study.Trials.Length));
        Assert.Equal([(0, 0.75), (2, 0.5)], study.Trials.Select(trial => (trial.Number, trial.Value)));
        Assert.True(
            JsonNode.DeepEquals(
                JsonNode.Parse("""{ "activation": "hswish", "depth": 4, "lr": 0.003 }"""),
                JsonNode.Parse(study.Trials[0].Parameters.ToJsonString())
            )
        );
        Assert.False(study.Trials[1].Parameters["ema"]!.GetValue<bool>());
    }

    private static async Task<string> FaultAsync(string storage, string? study, int objective) =>
        (
            await Assert.ThrowsAsync<OptunaException>(() =>
                OptunaReader.ReadAsync(storage, study, objective, CancellationToken.None)
            )
        ).Message;

    private string File()
    {
        var path = Path.Combine(_folder, "study.db");
        using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = OptunaTables.Create("VARCHAR(8)", "VARCHAR(8)");
        command.ExecuteNonQuery();
        return path;
    }
}
