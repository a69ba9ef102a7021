using System.Collections.Immutable;
using System.Globalization;
using NasCluster.Domain.Experiments;
using NasCluster.Domain.SearchSpaces;
using NasCluster.Domain.Tables;

namespace NasCluster.Domain.WarmStart;

/// <summary>Makes results of rows, and collects what is wrong with them.</summary>
/// <param name="source">The file and how it is read.</param>
/// <param name="space">The experiment's space.</param>
/// <param name="metrics">Metrics that are taken where a row has them.</param>
internal sealed class PriorReader(PriorSource source, SearchSpace space, IReadOnlyCollection<string> metrics)
{
    /// <summary>The one metric of candidates that no objective can name.</summary>
    public const string StepTimeNormalized = "stepTimeNormalized";

    private readonly ImmutableArray<TableDimension> _dimensions =
    [
        .. space.Dimensions.Select(dimension => new TableDimension(dimension, Place: 0, Character: null)),
    ];

    /// <summary>What was wrong, as messages; rows that were left out because they may be are not in it.</summary>
    public List<string> Problems { get; } = [];

    /// <summary>Results in the order of the rows; of several with the same configuration the first.</summary>
    public ImmutableArray<PriorResult> Read(IEnumerable<PriorRow> rows)
    {
        var results = ImmutableArray.CreateBuilder<PriorResult>();
        var known = new HashSet<string>(StringComparer.Ordinal);
        foreach (var row in rows.Where(IsResult))
        {
            if (ResultOf(row) is { } result && known.Add(new Configuration(result.Architecture, result.Recipe).Key))
            {
                results.Add(result);
            }
        }

        return results.ToImmutable();
    }

    /// <summary>Rows of candidates that failed, run or are supernets have no accuracy that counts.</summary>
    private bool IsResult(PriorRow row) =>
        row.Texts.ContainsKey(source.Accuracy)
        && row.Texts.GetValueOrDefault("state", "completed") == "completed"
        && row.Texts.GetValueOrDefault("stage", "") != Search.SearchStages.Supernet;

    private PriorResult? ResultOf(PriorRow row)
    {
        var accuracy = Number(row, source.Accuracy) * source.Scale;
        if (accuracy is < 0 or > 1)
        {
            Problems.Add(
                $"{row.Place} has the accuracy {Shown.Number(accuracy.Value)}: allowed is 0…1; 'accuracyScale' multiplies."
            );
        }

        var configuration = ConfigurationOf(row);
        var known = metrics
            .Append(StepTimeNormalized)
            .Where(name => name != source.Accuracy && row.Texts.ContainsKey(name))
            .Select(name => (name, Value: Number(row, name)))
            .Where(pair => pair.Value is not null)
            .Select(pair => KeyValuePair.Create(pair.name, (ParameterValue)pair.Value!.Value));
        return configuration is null || accuracy is null
            ? null
            : new(configuration.Architecture, configuration.Recipe, accuracy.Value, new(known));
    }

    private double? Number(PriorRow row, string name)
    {
        var text = row.Texts[name];
        if (
            double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            && double.IsFinite(number)
        )
        {
            return number;
        }

        Problems.Add($"{row.Place} has '{Shown.Text(text)}' for '{name}'; a finite number is wanted.");
        return null;
    }

    private Configuration? ConfigurationOf(PriorRow row)
    {
        var values = new Dictionary<string, ParameterValue>(StringComparer.Ordinal);
        foreach (var column in _dimensions)
        {
            var dimension = column.Dimension;
            if (dimension.When is { } when && !(values.TryGetValue(when.Dimension, out var on) && when.Holds(on)))
            {
                continue;
            }

            var text = TextOf(row, dimension);
            if (column.Parse(text) is { } value)
            {
                values[dimension.Name] = value;
            }
            else if (text is null && dimension.Cardinality == 1)
            {
                values[dimension.Name] = dimension.Middle();
            }
            else
            {
                AddOutside(row, dimension, text);
                return null;
            }
        }

        return new(Part(SpacePart.Architecture), Part(SpacePart.Recipe));

        ParameterSet Part(SpacePart part) =>
            new(
                space
                    .Dimensions.Where(dimension => dimension.Part == part && values.ContainsKey(dimension.Name))
                    .Select(dimension => KeyValuePair.Create(dimension.Name, values[dimension.Name]))
            );
    }

    /// <summary>By part and name where both are there: a dimension may be called like a metric.</summary>
    private static string? TextOf(PriorRow row, Dimension dimension) =>
        row.Texts.GetValueOrDefault(
            $"{(dimension.Part == SpacePart.Recipe ? "recipe" : "architecture")}.{dimension.Name}"
        ) ?? row.Texts.GetValueOrDefault(dimension.Name);

    private void AddOutside(PriorRow row, Dimension dimension, string? text)
    {
        if (!source.SkipOutside)
        {
            var has = text is null ? $"no '{dimension.Name}'" : $"'{Shown.Text(text)}' for '{dimension.Name}'";
            Problems.Add($"{row.Place} has {has}: allowed is {dimension.Describe()}; 'skipOutside' leaves such out.");
        }
    }
}
