using System.Text.Json.Nodes;
using NasCluster.Domain.Experiments;
using NasCluster.Domain.SearchSpaces;

namespace NasCluster.Client;

/// <summary>
/// Writes a search space: dimensions in order, each with its part and, if wanted, a condition on an earlier one. What is
/// wrong with it is told by <see cref="Build"/>, all at once, in the words of the experiment file.
/// </summary>
public sealed class SearchSpaceBuilder
{
    private readonly JsonObject _space;
    private readonly JsonArray _dimensions = [];

    private SearchSpaceBuilder(JsonObject space) => _space = space;

    /// <summary>A space of your own.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="decoder">What makes networks of its architectures; null where the trainer needs none.</param>
    public static SearchSpaceBuilder Create(string name = "custom", string? decoder = null)
    {
        var space = new JsonObject { ["name"] = name };
        if (decoder is not null)
        {
            space["decoder"] = decoder;
        }

        return new(space);
    }

    /// <summary>A built-in space, to be narrowed (<see cref="Fix"/>) or changed: a dimension with the name of one of its own takes its place.</summary>
    /// <param name="builtIn">A name of <see cref="SpaceCatalog"/>.</param>
    /// <param name="name">A name for the changed space; null for that of the built-in one.</param>
    public static SearchSpaceBuilder From(string builtIn, string? name = null)
    {
        var space = new JsonObject { ["base"] = builtIn };
        if (name is not null)
        {
            space["name"] = name;
        }

        return new(space);
    }

    /// <summary>Keeps one value of a dimension of the built-in space.</summary>
    /// <param name="dimension">Its name.</param>
    /// <param name="value">The value.</param>
    public SearchSpaceBuilder Fix(string dimension, ParameterValue value)
    {
        var all = _space["fix"] as JsonObject ?? [];
        _space["fix"] = all;
        all[dimension] = NodeOf(value);
        return this;
    }

    /// <summary>A choice of the architecture, without an order.</summary>
    /// <param name="name">Unique in the space.</param>
    /// <param name="choices">All numbers, all texts, or true and false.</param>
    public SearchSpaceBuilder Choice(string name, params ReadOnlySpan<ParameterValue> choices) =>
        Listed(name, "categorical", SpacePart.Architecture, choices);

    /// <summary>A choice without an order, of the architecture or the recipe.</summary>
    /// <param name="name">Unique in the space.</param>
    /// <param name="part">What it shapes.</param>
    /// <param name="choices">All numbers, all texts, or true and false.</param>
    public SearchSpaceBuilder Choice(string name, SpacePart part, params ReadOnlySpan<ParameterValue> choices) =>
        Listed(name, "categorical", part, choices);

    /// <summary>A choice of the architecture whose values have an order: neighbours are alike.</summary>
    /// <param name="name">Unique in the space.</param>
    /// <param name="choices">In their order.</param>
    public SearchSpaceBuilder Ordinal(string name, params ReadOnlySpan<ParameterValue> choices) =>
        Listed(name, "ordinal", SpacePart.Architecture, choices);

    /// <summary>A choice whose values have an order, of the architecture or the recipe.</summary>
    /// <param name="name">Unique in the space.</param>
    /// <param name="part">What it shapes.</param>
    /// <param name="choices">In their order.</param>
    public SearchSpaceBuilder Ordinal(string name, SpacePart part, params ReadOnlySpan<ParameterValue> choices) =>
        Listed(name, "ordinal", part, choices);

    /// <summary>Whole numbers min, min + step, … up to max.</summary>
    /// <param name="name">Unique in the space.</param>
    /// <param name="min">Smallest value, ±10^9.</param>
    /// <param name="max">Largest value, ±10^9.</param>
    /// <param name="step">Distance of two values; at least 1.</param>
    /// <param name="part">What it shapes.</param>
    public SearchSpaceBuilder Integer(
        string name,
        long min,
        long max,
        long step = 1,
        SpacePart part = SpacePart.Architecture
    )
    {
        var dimension = Dimension(name, "integer", part);
        (dimension["min"], dimension["max"]) = (min, max);
        if (step != 1)
        {
            dimension["step"] = step;
        }

        return this;
    }

    /// <summary>Real numbers of a range.</summary>
    /// <param name="name">Unique in the space.</param>
    /// <param name="min">Smallest value; above 0 with <paramref name="log"/>.</param>
    /// <param name="max">Largest value.</param>
    /// <param name="log">Uniform in the logarithm.</param>
    /// <param name="part">What it shapes.</param>
    public SearchSpaceBuilder Real(
        string name,
        double min,
        double max,
        bool log = false,
        SpacePart part = SpacePart.Architecture
    )
    {
        var dimension = Dimension(name, "real", part);
        (dimension["min"], dimension["max"]) = (min, max);
        if (log)
        {
            dimension["log"] = true;
        }

        return this;
    }

    /// <summary>The dimension added last is there only while an earlier one has one of some values.</summary>
    /// <param name="dimension">The earlier dimension.</param>
    /// <param name="values">Values of it, at least one.</param>
    /// <exception cref="InvalidOperationException">No dimension was added yet.</exception>
    public SearchSpaceBuilder When(string dimension, params ReadOnlySpan<ParameterValue> values)
    {
        if (_dimensions.Count == 0)
        {
            throw new InvalidOperationException("When belongs to the dimension added last: there is none yet.");
        }

        _dimensions[^1]!["when"] = new JsonObject { ["dimension"] = dimension, ["in"] = ListOf(values) };
        return this;
    }

    /// <summary>The space, once all of it was checked.</summary>
    /// <exception cref="InvalidSpecException">Anything is wrong with it; holds all problems.</exception>
    public SearchSpace Build() =>
        ExperimentBuilder.Create(nameof(Build)).Space(this).TrainWith("none").Budget(1).Build().Space;

    /// <summary>As it stands in an experiment file.</summary>
    internal JsonObject ToJson()
    {
        var space = (JsonObject)_space.DeepClone();
        if (_dimensions.Count > 0 || !space.ContainsKey("base"))
        {
            space["dimensions"] = _dimensions.DeepClone();
        }

        return space;
    }

    private SearchSpaceBuilder Listed(string name, string type, SpacePart part, ReadOnlySpan<ParameterValue> choices)
    {
        Dimension(name, type, part)["choices"] = ListOf(choices);
        return this;
    }

    private JsonObject Dimension(string name, string type, SpacePart part)
    {
        var dimension = new JsonObject
        {
            ["name"] = name,
            ["part"] = part == SpacePart.Recipe ? "recipe" : "architecture",
            ["type"] = type,
        };
        _dimensions.Add(dimension);
        return dimension;
    }

    private static JsonArray ListOf(ReadOnlySpan<ParameterValue> values)
    {
        var list = new JsonArray();
        foreach (var value in values)
        {
            list.Add(NodeOf(value));
        }

        return list;
    }

    private static JsonValue NodeOf(ParameterValue value) =>
        value.Kind switch
        {
            ParameterKind.Text => JsonValue.Create(value.AsText()),
            ParameterKind.Flag => JsonValue.Create(value.AsFlag()),
            _ => JsonValue.Create(value.AsNumber()),
        };
}
