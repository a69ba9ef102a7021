using System.Collections.Immutable;
using System.Text.Json;
using NasCluster.Domain.SearchSpaces;

namespace NasCluster.Domain.Experiments;

/// <summary>Reads what is wanted of candidates: limits, objectives and the ranking.</summary>
internal sealed class GoalBinder(ValueReader read)
{
    private const double Largest = 1e30;

    private static readonly Dictionary<string, RankBy> RankWords = new(StringComparer.Ordinal)
    {
        ["reward"] = RankBy.Reward,
        ["accuracy"] = RankBy.Accuracy,
        ["efficientnet-v2"] = RankBy.Reward,
        ["mnasnet"] = RankBy.Mnasnet,
        ["weighted-sum"] = RankBy.WeightedSum,
        ["pareto"] = RankBy.Pareto,
    };

    public ImmutableArray<LimitSpec> Limits(SpecNode? section) =>
        section is null ? [] : [.. (read.Items(section) ?? []).Select(Limit).OfType<LimitSpec>()];

    public ImmutableArray<ObjectiveSpec> Objectives(SpecNode? section)
    {
        var items = read.Items(section) ?? [];
        if (section is { Kind: JsonValueKind.Array } && items.Count is 0 or > 8)
        {
            read.Problems.Add(SpecCodes.Range, section, $"'objectives' has {items.Count} items; allowed are 1 to 8.");
        }

        return items.Count == 0 ? [] : [.. items.Select(Objective).OfType<ObjectiveSpec>()];
    }

    public RankingSpec Ranking(SpecNode? section)
    {
        var defaults = new RankingSpec();
        if (section?.Kind == JsonValueKind.String)
        {
            return Complete(new() { By = RankedBy(section) }, section);
        }

        if (read.Object(section, ExperimentFileFormat.Ranking) is not { } node)
        {
            return defaults;
        }

        var exponents = new NumberRange(-5, 0);
        var ranking = new RankingSpec
        {
            By = RankedBy(node.Find("by")),
            W = read.Real(node.Find("w"), exponents) ?? defaults.W,
            V = read.Real(node.Find("v"), exponents) ?? defaults.V,
            Metric = read.Name(node.Find("metric")) ?? defaults.Metric,
            Target = read.Real(node.Find("target"), NumberRange.Positive(Largest)) ?? defaults.Target,
            Hard = read.Flag(node.Find("hard")) ?? false,
            Weights = Weights(node.Find("weights")),
        };
        return Complete(ranking, node);
    }

    /// <summary>What the formula cannot do without.</summary>
    private RankingSpec Complete(RankingSpec ranking, SpecNode node)
    {
        if (ranking.By == RankBy.Mnasnet && node.Find("target") is null)
        {
            read.Problems.AddMissing(SpecCodes.Required, node, "target");
        }
        else if (ranking.By == RankBy.WeightedSum && node.Find("weights") is null)
        {
            read.Problems.AddMissing(SpecCodes.Required, node, "weights");
        }

        return ranking;
    }

    private ParameterSet Weights(SpecNode? node)
    {
        if (node is null)
        {
            return ParameterSet.Empty;
        }

        if (node.Kind != JsonValueKind.Object || node.Members.Count == 0)
        {
            const string Wanted = "it has to be an object with the weight of every metric";
            read.Problems.Add(SpecCodes.Type, node, $"'weights' is {Shown.Value(node)}; {Wanted}.");
            return ParameterSet.Empty;
        }

        var range = new NumberRange(-Largest, Largest);
        return new(
            node.Members.Select(pair =>
                KeyValuePair.Create(pair.Key, (ParameterValue)(read.Real(pair.Value, range) ?? 0))
            )
        );
    }

    private LimitSpec? Limit(SpecNode item)
    {
        if (read.Object(item, ExperimentFileFormat.Limit) is not { } node)
        {
            return null;
        }

        var range = new NumberRange(-Largest, Largest);
        var (min, max) = (read.Real(node.Find("min"), range), read.Real(node.Find("max"), range));
        if (node.Find("min") is null && node.Find("max") is null)
        {
            read.Problems.Add(SpecCodes.Required, node, "A limit needs 'min' or 'max'.");
        }
        else if (min > max)
        {
            var message =
                $"'min' is {Shown.Number(min.Value)} and 'max' is {Shown.Number(max.Value)}; min is at most max.";
            read.Problems.Add(SpecCodes.Range, node.Find("min")!, message);
        }

        return read.Name(node.Find("metric")) is { } metric ? new(metric, min, max) : null;
    }

    private ObjectiveSpec? Objective(SpecNode item)
    {
        if (read.Object(item, ExperimentFileFormat.Objective) is not { } node)
        {
            return null;
        }

        var metric = read.Name(node.Find("metric"));
        var goal = read.Word(node.Find("goal"), ["maximize", "minimize"]);
        return metric is null || goal is null ? null : new(metric, goal == "maximize");
    }

    private RankBy RankedBy(SpecNode? node) =>
        read.Word(node, RankWords.Keys, SpecCodes.RankingUnknown) is { } word
            ? RankWords.GetValueOrDefault(word)
            : RankBy.Reward;
}
