using System.Collections.Immutable;
using System.Data.Common;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace NasCluster.Storage.Optuna;

/// <summary>
/// Reads studies from Optuna's relational storage (tables of version 3 and later), on SQLite and PostgreSQL. Nothing is
/// written.
/// </summary>
public static class OptunaReader
{
    private const string Sqlite = "sqlite:///";

    /// <summary>Reads one study.</summary>
    /// <param name="storage">As Optuna names it: "sqlite:///file.db", "postgresql://user:password@host:port/database"; or a file.</param>
    /// <param name="name">The study; null for the only one there is.</param>
    /// <param name="objective">Which of its values is taken, from 0.</param>
    /// <param name="ct">Cancels reading.</param>
    /// <exception cref="OptunaException">There is no such storage or study, or it is not Optuna's.</exception>
    public static async Task<OptunaStudy> ReadAsync(string storage, string? name, int objective, CancellationToken ct)
    {
        try
        {
            await using var connection = Connect(storage);
            await connection.OpenAsync(ct);
            var (id, study) = await FindAsync(connection, name, ct);
            var minimize = await MinimizesAsync(connection, id, objective, ct);
            return new(study, minimize, await TrialsAsync(connection, id, objective, ct));
        }
        catch (Exception e) when (e is DbException or UriFormatException or ArgumentException or JsonException)
        {
            throw new OptunaException($"The storage cannot be read: {e.Message}", e);
        }
    }

    private static DbConnection Connect(string storage)
    {
        if (storage.StartsWith("postgresql", StringComparison.Ordinal))
        {
            return new NpgsqlConnection(PostgresOf(new(storage)));
        }

        var file = storage.StartsWith(Sqlite, StringComparison.Ordinal) ? storage[Sqlite.Length..] : storage;
        return File.Exists(file)
            ? new SqliteConnection(
                new SqliteConnectionStringBuilder
                {
                    DataSource = file,
                    Mode = SqliteOpenMode.ReadOnly,
                    Pooling = false,
                }.ConnectionString
            )
            : throw new OptunaException($"There is no file '{file}'.");
    }

    private static string PostgresOf(Uri storage)
    {
        var user = storage.UserInfo.Split(':', 2).Select(Uri.UnescapeDataString).ToList();
        var builder = new NpgsqlConnectionStringBuilder
        {
            Host = storage.Host,
            Port = storage.Port > 0 ? storage.Port : NpgsqlConnection.DefaultPort,
            Database = storage.AbsolutePath.Trim('/'),
            Pooling = false,
        };
        if (user[0].Length > 0)
        {
            builder.Username = user[0];
        }

        if (user.Count > 1)
        {
            builder.Password = user[1];
        }

        return builder.ConnectionString;
    }

    private static async Task<(long Id, string Name)> FindAsync(
        DbConnection connection,
        string? name,
        CancellationToken ct
    )
    {
        var studies = await RowsAsync(
            connection,
            "SELECT study_id, study_name FROM studies ORDER BY study_id",
            row => (Id: Convert.ToInt64(row.GetValue(0), CultureInfo.InvariantCulture), Name: row.GetString(1)),
            [],
            ct
        );
        var found = studies.Where(study => name is null || study.Name == name).ToList();
        var names = string.Join(", ", studies.Select(study => study.Name));
        return found.Count switch
        {
            1 => found[0],
            0 => throw new OptunaException(
                $"There is no study {(name is null ? "" : $"'{name}' ")}in it; there are: {names}."
            ),
            _ => throw new OptunaException($"There are several studies, name one: {names}."),
        };
    }

    private static async Task<bool> MinimizesAsync(
        DbConnection connection,
        long study,
        int objective,
        CancellationToken ct
    )
    {
        var directions = await RowsAsync(
            connection,
            "SELECT CAST(direction AS TEXT) FROM study_directions WHERE study_id = @study AND objective = @objective",
            row => row.GetString(0),
            [("@study", study), ("@objective", objective)],
            ct
        );
        return directions.Count > 0
            ? directions[0] == "MINIMIZE"
            : throw new OptunaException($"The study has no objective {objective}; the first is 0.");
    }

    private static async Task<ImmutableArray<OptunaTrial>> TrialsAsync(
        DbConnection connection,
        long study,
        int objective,
        CancellationToken ct
    )
    {
        const string Query = """
            SELECT t.number, v.value, p.param_name, p.param_value, p.distribution_json
            FROM trials t
            JOIN trial_values v ON v.trial_id = t.trial_id AND v.objective = @objective
            LEFT JOIN trial_params p ON p.trial_id = t.trial_id
            WHERE t.study_id = @study AND CAST(t.state AS TEXT) = 'COMPLETE' AND v.value IS NOT NULL
            ORDER BY t.number, p.param_name
            """;
        var rows = await RowsAsync(
            connection,
            Query,
            row =>
                (
                    Number: Convert.ToInt32(row.GetValue(0), CultureInfo.InvariantCulture),
                    Value: row.GetDouble(1),
                    Name: row.IsDBNull(2) ? null : row.GetString(2),
                    Node: row.IsDBNull(2) ? null : ValueOf(row.GetDouble(3), row.GetString(4))
                ),
            [("@study", study), ("@objective", objective)],
            ct
        );
        return
        [
            .. rows.GroupBy(row => row.Number)
                .Select(trial => new OptunaTrial(
                    trial.Key,
                    trial.First().Value,
                    new(
                        trial.Where(row => row.Name is not null).Select(row => KeyValuePair.Create(row.Name!, row.Node))
                    )
                )),
        ];
    }

    /// <summary>Categorical parameters are stored as the index of the choice.</summary>
    private static JsonNode? ValueOf(double stored, string distribution)
    {
        using var document = JsonDocument.Parse(distribution);
        return document.RootElement.GetProperty("name").GetString() == "CategoricalDistribution"
            ? JsonNode.Parse(
                document.RootElement.GetProperty("attributes").GetProperty("choices")[(int)stored].GetRawText()
            )
            : JsonValue.Create(stored);
    }

    private static async Task<List<T>> RowsAsync<T>(
        DbConnection connection,
        string query,
        Func<DbDataReader, T> read,
        (string Name, object Value)[] parameters,
        CancellationToken ct
    )
    {
        await using var command = connection.CreateCommand();
        command.CommandText = query;
        foreach (var (name, value) in parameters)
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (name, value);
            command.Parameters.Add(parameter);
        }

        var rows = new List<T>();
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            rows.Add(read(reader));
        }

        return rows;
    }
}
