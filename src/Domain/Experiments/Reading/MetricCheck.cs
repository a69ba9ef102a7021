using NasCluster.Domain.Ranking;
using NasCluster.Domain.Tables;

namespace NasCluster.Domain.Experiments;

/// <summary>Checks that every metric which a file names exists: of networks, of trainings, or a cost of the table.</summary>
internal sealed class MetricCheck(ProblemList problems, SpecNode file)
{
    public void Run(TableSpec? table, BoundSpace? space)
    {
        if (file.Find("trainer")?.Find("table") is not null && table is null)
        {
            // Its columns could not be read, and what it has is not known.
            return;
        }

        var costs = table is null ? null : TableColumns.Named(table).Select(cost => cost.Metric).Distinct().ToList();
        IReadOnlyList<string> results = costs is null
            ? Metric.Measured.Concat(Proxies).ToList()
            : [Metric.Accuracy, Metric.Loss, .. costs];
        foreach (var item in file.Find("objectives")?.Items ?? [])
        {
            Check(item.Find("metric"), results);
        }

        var ranking = file.Find("ranking");
        Check(ranking?.Find("metric"), results);
        foreach (var (name, weight) in ranking?.Find("weights")?.Members ?? [])
        {
            Check(name, weight, results);
        }

        Limits(costs, space);
    }

    /// <summary>A hard limit is one on what is known before training.</summary>
    private void Limits(List<string>? costs, BoundSpace? space)
    {
        IReadOnlyList<string> known = costs ?? (space?.Decoder is null ? [] : Metric.Computed.Concat(Proxies).ToList());
        foreach (var item in file.Find("constraints")?.Find("limits")?.Items ?? [])
        {
            Check(item.Find("metric"), known);
        }

        (string Key, string Metric)[] own =
        [
            ("maxMacs", Metric.Macs),
            ("maxParams", Metric.Params),
            ("maxLatencyMs", Metric.LatencyMs),
        ];
        foreach (var (key, metric) in costs is null ? [] : own)
        {
            if (file.Find("constraints")?.Find(key) is { } limit && !costs!.Contains(metric))
            {
                var message = $"'{key}' cannot be known: the table has no column of {metric}.";
                problems.Add(SpecCodes.ConstraintsUncomputable, limit, message);
            }
        }
    }

    // Computed before the first epoch, so that a limit on one of them spares the training.
    private IEnumerable<string> Proxies =>
        (file.Find("trainer")?.Find("proxies")?.Items ?? [])
            .Where(item => item.Kind == System.Text.Json.JsonValueKind.String)
            .Select(item => item.Text);

    private void Check(SpecNode? node, IReadOnlyList<string> known)
    {
        if (node is { Kind: System.Text.Json.JsonValueKind.String })
        {
            Check(node.Text, node, known);
        }
    }

    private void Check(string name, SpecNode node, IReadOnlyList<string> known)
    {
        if (!known.Contains(name))
        {
            var list = known.Count == 0 ? "none is known of this space" : $"known are {Shown.List(known)}";
            var message = $"There is no metric '{Shown.Text(name)}' here; {list}{Nearest.Hint(name, known)}";
            problems.Add(SpecCodes.MetricUnknown, node, message);
        }
    }
}
