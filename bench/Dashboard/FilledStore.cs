using System.Globalization;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using NasCluster.Domain;
using NasCluster.Domain.Candidates;
using NasCluster.Domain.Experiments;
using NasCluster.Domain.SearchSpaces;
using NasCluster.Storage;

namespace NasCluster.DashboardBench;

/// <summary>A store with an experiment of many trained candidates: ten real dimensions, three objectives, no network.</summary>
internal sealed class FilledStore : IDisposable
{
    private const int Dimensions = 10;
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("nas-dashboard-bench-");

    public string Folder => _folder.FullName;

    /// <summary>Paused, so that no slot takes what waits in it.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="trained">Candidates that are completed.</param>
    /// <param name="waiting">Candidates that wait.</param>
    public async Task<string> AddAsync(string name, int trained, int waiting)
    {
        using var store = new SqliteExperimentStore(Path.Combine(Folder, "nascluster.db"), TimeProvider.System);
        await store.MigrateAsync(default);
        var spec = Spec(name, trained + waiting);
        var experiment = await store.CreateAsync(spec, Dataset, Guid.NewGuid().ToString(), default);
        await store.ChangeStateAsync(experiment.Id, experiment.Version, ExperimentState.Paused, "bench", default);
        experiment = (await store.FindAsync(experiment.Id, default))!;
        var random = new Random(7);
        await store.ProposeAsync(
            experiment.Id,
            experiment.Version,
            [
                .. Enumerable
                    .Range(0, trained + waiting)
                    .Select(i => new Proposal(spec.Space.Sample(random), $"batch-{i / 2000}", 2)
                    {
                        PredictedAccuracy = random.NextDouble(),
                    }),
            ],
            default
        );
        using var connection = Open();
        using var transaction = connection.BeginTransaction();
        for (var number = 1; number <= trained; number++)
        {
            Complete(connection, transaction, experiment.Id, number, random);
        }

        transaction.Commit();
        return experiment.Id;
    }

    public SqliteConnection Open()
    {
        var connection = new SqliteConnection(
            $"Data Source={Path.Combine(Folder, "nascluster.db")};Default Timeout=30"
        );
        connection.Open();
        return connection;
    }

    /// <summary>A candidate's end with its event, as the store writes it.</summary>
    public static void Complete(
        SqliteConnection connection,
        SqliteTransaction transaction,
        string experiment,
        int number,
        Random random
    )
    {
        var metrics = new CandidateMetrics
        {
            Accuracy = Math.Sqrt(random.NextDouble()),
            Loss = random.NextDouble(),
            LatencyMs = 0.5 + random.NextDouble(),
            Params = random.Next(10_000, 5_000_000),
            Macs = random.Next(1_000_000, 50_000_000),
            TrainSeconds = 1,
        };
        Run(
            connection,
            transaction,
            "update candidate set state = 'completed', attempts = 1, metrics = $text, started_at = 1, finished_at = 2 where experiment = $experiment and number = $number",
            experiment,
            number,
            JsonSerializer.Serialize(metrics, DomainJson.Default.CandidateMetrics)
        );
        Event(connection, transaction, experiment, "completed", number, "accuracy 0.5");
    }

    public static void Event(
        SqliteConnection connection,
        SqliteTransaction transaction,
        string experiment,
        string kind,
        int number,
        string detail
    ) =>
        Run(
            connection,
            transaction,
            $"insert into event (experiment, sequence, at, kind, candidate, detail) values ($experiment, (select max(sequence) from event where experiment = $experiment) + 1, {DateTimeOffset.UtcNow.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture)}, '{kind}', $number, $text)",
            experiment,
            number,
            detail
        );

    public void Dispose() => _folder.Delete(recursive: true);

    private static void Run(
        SqliteConnection connection,
        SqliteTransaction transaction,
        string sql,
        string experiment,
        int number,
        string text
    )
    {
        using var command = connection.CreateCommand();
        (command.CommandText, command.Transaction) = (sql, transaction);
        command.Parameters.AddWithValue("$experiment", experiment);
        command.Parameters.AddWithValue("$number", number);
        command.Parameters.AddWithValue("$text", text);
        command.ExecuteNonQuery();
    }

    private static ExperimentSpec Spec(string name, int candidates) =>
        new()
        {
            Name = name,
            Seed = 11,
            Data = new() { Dataset = "none" },
            Space = new("ten-floats", Decoder: null, [.. Enumerable.Range(0, Dimensions).Select(Dimension)]),
            Strategy = new("random", ParameterSet.Empty),
            Budget = new() { Candidates = candidates },
            Trainer = new() { Epochs = 2 },
            Ranking = new()
            {
                Objectives =
                [
                    new("accuracy", Maximize: true),
                    new("latencyMs", Maximize: false),
                    new("params", Maximize: false),
                ],
            },
        };

    private static DatasetDescription Dataset { get; } =
        new()
        {
            Name = "none",
            Folder = "",
            Channels = 1,
            Resolution = 1,
            Classes = 2,
            TrainCount = 1,
            TestCount = 1,
            ContentHash = "",
        };

    private static RealDimension Dimension(int index) =>
        new()
        {
            Name = $"x{index}",
            Min = -1,
            Max = 1,
        };
}
