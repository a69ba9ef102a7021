using System.Text.Json;
using NasCluster.Domain.Search;
using NasCluster.Domain.SearchSpaces;

namespace NasCluster.Domain.Experiments;

/// <summary>Reads the strategy: a name, or an object with the name and options that the strategy knows.</summary>
internal sealed class StrategyBinder(ValueReader read)
{
    public StrategySpec? Bind(SpecNode? section)
    {
        if (section?.Kind == JsonValueKind.String)
        {
            return Find(section) is { } bare ? new(bare.Name, ParameterSet.Empty) : null;
        }

        var node = read.Object(section, ExperimentFileFormat.Strategy, allowOthers: true);
        return node is not null && Find(node.Find("name")) is { } strategy && Options(node, strategy) is { } options
            ? new(strategy.Name, options)
            : null;
    }

    /// <summary>What the strategy finds wrong with options that are right one by one, or with the space.</summary>
    public void Check(StrategySpec strategy, BudgetSpec? budget, SearchSpace? space, SpecNode section)
    {
        var known = StrategyCatalog.Get(strategy.Name);
        var options = budget is null ? [] : known.Check(strategy.Options, budget);
        foreach (var message in options.Concat(space is null ? [] : known.CheckSpace(space)))
        {
            read.Problems.Add(SpecCodes.SearcherOptions, section, message);
        }
    }

    private ISearchStrategy? Find(SpecNode? name) =>
        read.Word(name, StrategyCatalog.Names, SpecCodes.SearcherUnknown) is { } known
            ? StrategyCatalog.Find(known)
            : null;

    /// <summary>The options given; null where one is wrong.</summary>
    private ParameterSet? Options(SpecNode node, ISearchStrategy strategy)
    {
        var before = read.Problems.Count;
        var values = new Dictionary<string, ParameterValue>(StringComparer.Ordinal);
        foreach (var (key, member) in node.Members.Where(pair => pair.Key != "name"))
        {
            if (strategy.Options.FirstOrDefault(option => option.Name == key) is not { } option)
            {
                AddUnknown(key, member, strategy);
            }
            else if (Value(member, option) is { } value)
            {
                values[key] = value;
            }
        }

        return read.Problems.Count == before ? new(values) : null;
    }

    private ParameterValue? Value(SpecNode node, StrategyOption option)
    {
        if (option.IsText)
        {
            return read.Text(node, StrategyOption.MaxTextLength, SpecCodes.SearcherRange) is { } text
                ? (ParameterValue?)text
                : null;
        }

        if (!option.Words.IsEmpty)
        {
            return read.Word(node, option.Words, SpecCodes.SearcherRange) is { } word ? (ParameterValue?)word : null;
        }

        return Number(node, option) is { } number ? (ParameterValue?)number : null;
    }

    private double? Number(SpecNode node, StrategyOption option)
    {
        var range = new NumberRange(option.Min, option.Max);
        return option.Whole
            ? read.Whole(node, range, SpecCodes.SearcherRange)
            : read.Real(node, range, SpecCodes.SearcherRange);
    }

    private void AddUnknown(string key, SpecNode member, ISearchStrategy strategy)
    {
        var names = strategy.Options.Select(option => option.Name);
        var known = strategy.Options.IsEmpty ? "it has none" : $"it has {Shown.List(names)}";
        var message = $"'{Shown.Text(key)}' is not an option of '{strategy.Name}'; {known}{Nearest.Hint(key, names)}";
        read.Problems.AddAtKey(SpecCodes.SearcherUnknown, member, message);
    }
}
