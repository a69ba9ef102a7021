using System.Collections.Immutable;
using System.Text.Json;
using NasCluster.Domain.SearchSpaces;

namespace NasCluster.Domain.Experiments;

/// <summary>Reads one dimension of a space.</summary>
internal sealed class DimensionBinder(ValueReader read)
{
    private const int MaxNameLength = 60;
    private const int MaxChoices = 1000;
    private static readonly string[] Types = ["categorical", "ordinal", "integer", "real"];
    private static readonly string[] Parts = ["architecture", "recipe"];
    private readonly RangeBinder _ranges = new(read);

    /// <summary>The dimension; null where it has not even a name.</summary>
    /// <param name="item">Its object.</param>
    /// <param name="partOf">The part of a dimension that has none of its own in the file, by name.</param>
    public SpaceEntry? Bind(SpecNode item, Func<string, SpacePart> partOf)
    {
        var type = item.Find("type") is { Kind: JsonValueKind.String } word ? word.Text : "";
        if (read.Object(item, ShapeOf(type)) is not { } node)
        {
            return null;
        }

        read.Word(node.Find("type"), Types);
        var part = read.Word(node.Find("part"), Parts);
        var when = When(node.Find("when"));
        var name = read.Name(node.Find("name"), MaxNameLength);
        var values = Values(type, node);
        if (name is null)
        {
            return null;
        }

        var dimension = values is null
            ? null
            : values with
            {
                Name = name,
                Part = part is null ? partOf(name) : PartNamed(part),
                When = when,
            };
        return new(name, dimension, item);
    }

    private static SpacePart PartNamed(string word) => word == "recipe" ? SpacePart.Recipe : SpacePart.Architecture;

    private static ExperimentFileObject ShapeOf(string type) =>
        type switch
        {
            "categorical" or "ordinal" => ExperimentFileFormat.ChoiceDimension,
            "integer" => ExperimentFileFormat.IntegerDimension,
            "real" => ExperimentFileFormat.RealDimension,
            _ => ExperimentFileFormat.UntypedDimension,
        };

    private Dimension? Values(string type, SpecNode node) =>
        type switch
        {
            "categorical" when Choices(node) is { } choices => new CategoricalDimension
            {
                Name = "",
                Choices = choices,
            },
            "ordinal" when Choices(node) is { } choices => new OrdinalDimension { Name = "", Choices = choices },
            "integer" => _ranges.Integer(node),
            "real" => _ranges.Real(node),
            _ => null,
        };

    private ImmutableArray<ParameterValue>? Choices(SpecNode node)
    {
        if (node.Find("choices") is not { } list || read.Items(list) is not { } items)
        {
            return null;
        }

        if (items.Count == 0)
        {
            read.Problems.Add(SpecCodes.SpaceEmpty, list, "'choices' is empty; at least one choice is needed.");
        }
        else if (items.Count > MaxChoices)
        {
            var message = $"'choices' has {items.Count} items; allowed are 1 to {MaxChoices}.";
            read.Problems.Add(SpecCodes.SpaceTooLarge, list, message);
        }
        else
        {
            return Distinct(items);
        }

        return null;
    }

    private ImmutableArray<ParameterValue>? Distinct(IReadOnlyList<SpecNode> items)
    {
        var before = read.Problems.Count;
        var seen = new List<ParameterValue>(items.Count);
        foreach (var item in items)
        {
            if (read.Parameter(item) is not { } value)
            {
                continue;
            }

            if (seen.Contains(value))
            {
                read.Problems.Add(SpecCodes.SpaceDuplicate, item, $"The choice {Shown.Value(item)} is given twice.");
            }
            else if (seen.Count > 0 && seen[0].Kind != value.Kind)
            {
                const string Message = "The choices of a dimension are all numbers, all strings or all true and false";
                read.Problems.Add(SpecCodes.Type, item, $"{Message}; {Shown.Value(item)} differs from the first.");
            }

            seen.Add(value);
        }

        return read.Problems.Count == before ? [.. seen] : null;
    }

    private Condition? When(SpecNode? section)
    {
        if (read.Object(section, ExperimentFileFormat.Condition) is not { } node)
        {
            return null;
        }

        var dimension = read.Text(node.Find("dimension"));
        var items = read.Items(node.Find("in"));
        if (items?.Count == 0)
        {
            const string Message = "'in' is empty; the dimension could never be active.";
            read.Problems.Add(SpecCodes.SpaceCondition, node.Find("in")!, Message);
        }

        var values = items?.Select(read.Parameter).ToList();
        return dimension is null || values is not { Count: > 0 } || values.Contains(null)
            ? null
            : new(dimension, [.. values.Select(value => value!.Value)]);
    }
}
