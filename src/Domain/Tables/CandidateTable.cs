using NasCluster.Domain.Candidates;
using NasCluster.Domain.Ranking;
using NasCluster.Domain.SearchSpaces;

namespace NasCluster.Domain.Tables;

/// <summary>Every configuration of a table with what training and measuring it gave. Immutable; safe for all threads.</summary>
public sealed class CandidateTable
{
    private readonly TableSpec _spec;
    private readonly Dictionary<string, TableRow> _rows;

    private CandidateTable(TableSpec spec, Dictionary<string, TableRow> rows)
    {
        _spec = spec;
        _rows = rows;
    }

    /// <summary>Distinct configurations.</summary>
    public int Count => _rows.Count;

    /// <summary>Reads a table.</summary>
    /// <param name="text">The file.</param>
    /// <param name="spec">What its columns mean.</param>
    /// <param name="space">Its dimensions name the columns that make a configuration.</param>
    /// <param name="problems">All that is wrong; where there is anything, the table is null.</param>
    internal static CandidateTable? Read(
        TableText text,
        TableSpec spec,
        SearchSpace space,
        out IReadOnlyList<TableProblem> problems
    )
    {
        var reader = new TableReader(spec, space);
        reader.Read(text);
        problems = reader.Problems;
        return problems.Count == 0 ? new(spec, reader.Rows) : null;
    }

    public bool Contains(Configuration configuration) => _rows.ContainsKey(configuration.Key);

    /// <summary>The costs of a configuration, which are known before it is trained; null where it is not in the table.</summary>
    public IReadOnlyDictionary<string, double>? CostsOf(Configuration configuration) =>
        _rows.GetValueOrDefault(configuration.Key)?.Costs;

    /// <summary>What a training gives; null where the configuration is not in the table.</summary>
    /// <param name="configuration">The configuration.</param>
    /// <param name="epochs">Epochs trained: fewer than the whole training give the nearest fidelity below.</param>
    /// <param name="seed">Chooses among the runs.</param>
    public CandidateMetrics? Measure(Configuration configuration, int epochs, ulong seed)
    {
        if (_rows.GetValueOrDefault(configuration.Key) is not { } row)
        {
            return null;
        }

        var accuracy = AccuracyAfter(row, epochs, seed);
        return new()
        {
            Accuracy = accuracy,
            Loss = 1 - accuracy,
            TestAccuracy = row.Test ?? (row.Runs.Length > 1 ? row.Runs.Average() : null),
            LatencyMs = row.Costs.GetValueOrDefault(Metric.LatencyMs),
            StepTimeMs = row.Costs.GetValueOrDefault(Metric.StepTimeMs),
            StepTimeNormalized = row.Costs.TryGetValue(Metric.StepTimeMs, out var step) && step > 0 ? step : 1,
            Macs = (long)row.Costs.GetValueOrDefault(Metric.Macs),
            Params = (long)row.Costs.GetValueOrDefault(Metric.Params),
            Costs = new(_spec.Costs.Values.Select(pair => Cost(row, pair.Key))),
        };
    }

    /// <summary>Whether a training shows how it goes on, epoch by epoch.</summary>
    public bool HasCurves => !_spec.Fidelities.IsEmpty;

    private static KeyValuePair<string, ParameterValue> Cost(TableRow row, string name) => new(name, row.Costs[name]);

    private double AccuracyAfter(TableRow row, int epochs, ulong seed)
    {
        if (_spec.Fidelities.IsEmpty || epochs >= _spec.Epochs)
        {
            return row.Runs[(int)(seed % (ulong)row.Runs.Length)];
        }

        var reached = _spec.Fidelities.Count(fidelity => fidelity.Epochs <= epochs);
        return row.Fidelities[Math.Max(0, reached - 1)];
    }
}
