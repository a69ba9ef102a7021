using System.Collections.Immutable;
using NasCluster.Domain.Experiments;
using NasCluster.Domain.SearchSpaces;

namespace NasCluster.Client;

/// <summary>Candidates as columns: figures under fixed names, costs by name, then one column for each parameter.</summary>
internal static class CandidateColumns
{
    private static readonly (string Name, ResultKind Kind, Func<CandidateView, object?> Value)[] Fixed =
    [
        ("number", ResultKind.Integer, candidate => (long)candidate.Number),
        ("state", ResultKind.Text, candidate => Word(candidate.State)),
        ("stage", ResultKind.Text, candidate => candidate.Stage),
        ("epochs", ResultKind.Integer, candidate => (long)candidate.Epochs),
        ("attempts", ResultKind.Integer, candidate => (long)candidate.Attempts),
        ("accuracy", ResultKind.Real, candidate => candidate.Metrics?.Accuracy),
        ("loss", ResultKind.Real, candidate => candidate.Metrics?.Loss),
        ("testAccuracy", ResultKind.Real, candidate => candidate.Metrics?.TestAccuracy),
        ("latencyMs", ResultKind.Real, candidate => candidate.Metrics?.LatencyMs),
        ("latencyP95Ms", ResultKind.Real, candidate => candidate.Metrics?.LatencyP95Ms),
        ("stepTimeMs", ResultKind.Real, candidate => candidate.Metrics?.StepTimeMs),
        ("stepTimeNormalized", ResultKind.Real, candidate => candidate.Metrics?.StepTimeNormalized),
        ("macs", ResultKind.Integer, candidate => candidate.Metrics?.Macs),
        ("params", ResultKind.Integer, candidate => candidate.Metrics?.Params),
        ("reward", ResultKind.Real, candidate => candidate.Metrics?.Reward),
        ("trainSeconds", ResultKind.Real, candidate => candidate.Metrics?.TrainSeconds),
        ("predictedAccuracy", ResultKind.Real, candidate => candidate.PredictedAccuracy),
        ("parent", ResultKind.Integer, candidate => (long?)candidate.Parent),
        (
            "failure",
            ResultKind.Text,
            candidate => candidate.Failure is { } why ? $"{Word(why.Kind)}: {why.Message}" : null
        ),
    ];

    public static ImmutableArray<ResultColumn> Of(IReadOnlyCollection<CandidateView> candidates)
    {
        var columns = ImmutableArray.CreateBuilder<ResultColumn>();
        columns.AddRange(
            Fixed.Select(column => new ResultColumn(column.Name, column.Kind, [.. candidates.Select(column.Value)]))
        );
        Add("costs", candidate => candidate.Metrics?.Costs);
        Add("architecture", candidate => candidate.Architecture);
        Add("recipe", candidate => candidate.Recipe);
        return columns.ToImmutable();

        // A name that is taken gets its part in front: a dimension may be called "params".
        void Add(string part, Func<CandidateView, ParameterSet?> setOf)
        {
            var names = candidates.SelectMany(candidate => setOf(candidate)?.Values ?? []).Select(pair => pair.Key);
            foreach (var name in names.Distinct(StringComparer.Ordinal).ToList())
            {
                var unique = columns.Any(column => column.Name == name) ? $"{part}.{name}" : name;
                columns.Add(ResultColumn.Of(unique, candidates.Select(candidate => Value(setOf(candidate), name))));
            }
        }
    }

    private static object? Value(ParameterSet? set, string name)
    {
        if (set is null || !set.TryGet(name, out var value))
        {
            return null;
        }

        return value.Kind switch
        {
            ParameterKind.Text => value.AsText(),
            ParameterKind.Flag => value.AsFlag(),
            _ when double.IsInteger(value.AsNumber()) && Math.Abs(value.AsNumber()) < 1L << 53 => (long)
                value.AsNumber(),
            _ => value.AsNumber(),
        };
    }

    private static string Word<T>(T value)
        where T : struct, Enum
    {
        var text = value.ToString();
        return char.ToLowerInvariant(text[0]) + text[1..];
    }
}
