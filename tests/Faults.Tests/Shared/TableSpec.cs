using System.Globalization;
using NasCluster.Client;
using NasCluster.Domain.Experiments;

namespace NasCluster.Faults.Tests.Shared;

/// <summary>Experiments on a table, which need neither data nor trainers.</summary>
internal static class TableSpec
{
    /// <param name="candidates">How many are looked up; the table has one row more.</param>
    public static ExperimentSpec Of(int candidates)
    {
        var folder = Directory.CreateTempSubdirectory("nas-table-").FullName;
        var rows = Enumerable.Range(1, candidates + 1).Select(a => FormattableString.Invariant($"{a},{0.5 / a}"));
        File.WriteAllLines(Path.Combine(folder, "t.csv"), rows.Prepend("a,acc"));
        var file = Path.Combine(folder, "table.json");
        File.WriteAllText(
            file,
            string.Create(
                CultureInfo.InvariantCulture,
                $$"""
                {
                  "version": 1, "name": "table", "seed": 1,
                  "space": { "dimensions": [{ "name": "a", "type": "integer", "min": 1, "max": {{candidates + 1}} }] },
                  "trainer": { "table": "t.csv", "accuracy": "acc", "epochs": 1 },
                  "strategy": "random", "budget": { "candidates": {{candidates}} }, "ranking": "accuracy",
                  "objectives": [{ "metric": "accuracy", "goal": "maximize" }]
                }
                """
            )
        );
        return ExperimentSpecReader.ReadFile(file);
    }
}
