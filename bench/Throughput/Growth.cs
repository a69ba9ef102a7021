using System.Diagnostics;
using System.Text.Json;
using NasCluster.Domain;
using NasCluster.Domain.Experiments;
using NasCluster.Domain.Search;
using NpgsqlTypes;

namespace NasCluster.Throughput;

/// <summary>The time of a candidate in an experiment that has many already, over that in one that has few.</summary>
internal static class Growth
{
    public static async Task<IReadOnlyList<Figure>> MeasureAsync(
        BenchDatabase database,
        int few,
        int many,
        int slots,
        int candidates
    )
    {
        await database.RenewAsync();
        await using var cluster = await BenchCluster.StartAsync(database.ConnectionString, 1, slots, TimeSpan.Zero);
        await cluster.RunAsync(Experiments.Spec("warm-up", 500, epochs: 1));
        List<double> small = [];
        List<double> large = [];
        for (var round = 0; round < 3; round++)
        {
            small.Add(await MillisecondsAsync(database, cluster, few, candidates));
            large.Add(await MillisecondsAsync(database, cluster, many, candidates));
        }

        var name = $"growth.{slots}-slots";
        return
        [
            new($"{name}.{few}", Quantile.Of(small, 0.5), "ms per candidate"),
            new($"{name}.{many}", Quantile.Of(large, 0.5), "ms per candidate"),
            new($"{name}.ratio", Quantile.Of(large, 0.5) / Quantile.Of(small, 0.5), "x", "<= 1.2"),
        ];
    }

    /// <summary>Not counted is the first part, in which grain and store read the experiment once.</summary>
    private static async Task<double> MillisecondsAsync(
        BenchDatabase database,
        BenchCluster cluster,
        int history,
        int candidates
    )
    {
        const int first = 200;
        var spec = Experiments.Spec($"grown-{history}", history + first + candidates, epochs: 1);
        var experiment = await cluster.Store.CreateAsync(spec, Experiments.Dataset, Guid.NewGuid().ToString(), default);
        await FillAsync(database, experiment, history);
        await Task.WhenAny(cluster.RunAsync(experiment.Id), ReachAsync(database, experiment.Id, history + first));
        var watch = Stopwatch.StartNew();
        await cluster.RunAsync(experiment.Id);
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
