using System.Diagnostics;
using System.Text.Json;
using NasCluster.Domain;
using NasCluster.Domain.Experiments;
using NasCluster.Domain.Search;
using NasCluster.Storage;
using NpgsqlTypes;

namespace NasCluster.Throughput;

/// <summary>The time of a candidate in an experiment that has many already, over that in one that has few.</summary>
internal static class Growth
{
    private const int Rounds = 3;
    private const int First = 200;

    public static async Task<IReadOnlyList<Figure>> MeasureAsync(
        BenchDatabase database,
        int few,
        int many,
        int slots,
        int candidates
    )
    {
        await database.RenewAsync();
        List<Experiment> small = [];
        List<Experiment> large = [];
        for (var round = 0; round < Rounds; round++)
        {
            small.Add(await PrepareAsync(database, few, candidates));
            large.Add(await PrepareAsync(database, many, candidates));
        }

        await using var cluster = await BenchCluster.StartAsync(database.ConnectionString, 1, slots, TimeSpan.Zero);
        await cluster.RunAsync(Experiments.Spec("warm-up", 500, epochs: 1));
        List<double> smallMs = [];
        List<double> largeMs = [];
        foreach (var (one, other) in small.Zip(large))
        {
            smallMs.Add(await MillisecondsAsync(database, cluster, one, candidates));
            largeMs.Add(await MillisecondsAsync(database, cluster, other, candidates));
        }

        var name = $"growth.{slots}-slots";
        return
        [
            new($"{name}.{few}", Quantile.Of(smallMs, 0.5), "ms per candidate"),
            new($"{name}.{many}", Quantile.Of(largeMs, 0.5), "ms per candidate"),
            new($"{name}.ratio", Quantile.Of(largeMs, 0.5) / Quantile.Of(smallMs, 0.5), "x", "<= 1.2"),
        ];
    }

    /// <summary>A paused experiment with its history, so that nothing is proposed meanwhile.</summary>
    private static async Task<Experiment> PrepareAsync(BenchDatabase database, int history, int candidates)
    {
        using var store = new PostgresExperimentStore(database.ConnectionString);
        var spec = Experiments.Spec($"grown-{history}", history + First + candidates, epochs: 1);
        var experiment = await store.CreateAsync(spec, Experiments.Dataset, Guid.NewGuid().ToString(), default);
        await store.ChangeStateAsync(experiment.Id, experiment.Version, ExperimentState.Paused, "", default);
        await FillAsync(database, experiment, history);
        return (await store.FindAsync(experiment.Id, default))!;
    }

    /// <summary>Not counted is the first part, in which grain and store read the experiment once.</summary>
    private static async Task<double> MillisecondsAsync(
        BenchDatabase database,
        BenchCluster cluster,
        Experiment experiment,
        int candidates
    )
    {
        var total = experiment.Spec.Budget.Candidates;
        await cluster.Store.ChangeStateAsync(experiment.Id, experiment.Version, ExperimentState.Running, "", default);
        var end = cluster.RunAsync(experiment.Id);
        await ReachAsync(database, experiment.Id, total - candidates);
        var watch = Stopwatch.StartNew();
        await end;
        return watch.Elapsed.TotalMilliseconds / candidates;
    }

    private static async Task ReachAsync(BenchDatabase database, string experiment, int finals)
    {
        var sql =
            $"select exists (select 1 from candidate where experiment = '{experiment}' and number = {finals} and state = 'completed')::int";
        while (await database.NumberAsync(sql) == 0)
        {
            await Task.Delay(5);
        }
    }

    /// <summary>The history that random search would have made, written past the store.</summary>
    private static async Task FillAsync(BenchDatabase database, Experiment experiment, int count)
    {
        var taken = new HashSet<string>(StringComparer.Ordinal);
        await using var connection = await database.OpenAsync();
        await using (
            var rows = await connection.BeginBinaryImportAsync(
                """
                copy candidate (experiment, number, configuration_key, stage, configuration, epochs, state, attempts,
                    metrics, started_at, finished_at) from stdin (format binary)
                """
            )
        )
        {
            for (var i = 0; i < count; i++)
            {
                var random = SeededRandom.Create(experiment.Spec.Seed, SearchStages.Random, i);
                var configuration = experiment.Spec.Space.Sample(random);
                if (!taken.Add(configuration.Key))
                {
                    throw new InvalidOperationException("The space repeated itself.");
                }

                await rows.StartRowAsync();
                await rows.WriteAsync(experiment.Id, NpgsqlDbType.Text);
                await rows.WriteAsync(i + 1, NpgsqlDbType.Integer);
                await rows.WriteAsync(configuration.Key, NpgsqlDbType.Text);
                await rows.WriteAsync(SearchStages.Random, NpgsqlDbType.Text);
                await rows.WriteAsync(
                    JsonSerializer.Serialize(configuration, DomainJson.Default.Configuration),
                    NpgsqlDbType.Text
                );
                await rows.WriteAsync(1, NpgsqlDbType.Integer);
                await rows.WriteAsync("completed", NpgsqlDbType.Text);
                await rows.WriteAsync(1, NpgsqlDbType.Integer);
                await rows.WriteAsync("""{"accuracy":0.5,"loss":1}""", NpgsqlDbType.Text);
                await rows.WriteAsync(1_000_000L + i, NpgsqlDbType.Bigint);
                await rows.WriteAsync(1_000_001L + i, NpgsqlDbType.Bigint);
            }

            await rows.CompleteAsync();
        }

        await database.NumberAsync("select 1; analyze candidate");
    }
}
