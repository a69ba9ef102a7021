using System.Text.Json;
using System.Text.Json.Nodes;
using NasCluster.Domain.Architectures;
using NasCluster.Domain.Experiments;
using NasCluster.Domain.Search;
using NasCluster.Domain.SearchSpaces;

namespace NasCluster.Domain.Tests.Experiments;

/// <summary>The published JSON Schema and the reader agree.</summary>
public sealed class SchemaTests
{
    private static readonly JsonNode Definitions = JsonNode.Parse(RepositoryFile.Read("docs/experiment.schema.json"))![
        "$defs"
    ]!;

    public static TheoryData<string> Objects =>
        [
            .. ExperimentFileFormat
                .Objects.Where(known => known != ExperimentFileFormat.Strategy)
                .Select(known => known.Name),
        ];

    public static TheoryData<string, string> Sections =>
        new()
        {
            { "data", """{ "dataset": "a" }""" },
            { "trainer", "{}" },
            { "constraints", "{}" },
            { "budget", """{ "candidates": 24 }""" },
            { "final", """{ "top": 3, "epochs": 6 }""" },
            { "earlyStop", """{ "rule": "median" }""" },
            { "ranking", "{}" },
            { "placement", "{}" },
            { "policy", "{}" },
        };

    [Theory]
    [MemberData(nameof(Objects))]
    public void Schema_EveryObject_HasTheReadersKeys(string name)
    {
        var known = ExperimentFileFormat.Objects.Single(candidate => candidate.Name == name);
        var defined = Definitions[name]!;

        Assert.Equal(known.Keys.Order(), KeysOf(defined).Order());
        Assert.Equal(known.Required.Order(), Words(defined["required"]).Order());
        Assert.False(defined["additionalProperties"]!.GetValue<bool>());
    }

    [Fact]
    public void Schema_ObjectsWithKeys_AreAllKnownToTheReader()
    {
        var defined = Definitions
            .AsObject()
            .Where(pair => pair.Value!["properties"] is not null)
            .Select(pair => pair.Key);

        Assert.Equal(ExperimentFileFormat.Objects.Select(known => known.Name).Order(), defined.Order());
    }

    [Fact]
    public void Schema_Strategy_HasTheOptionsOfAllStrategies()
    {
        var options = StrategyCatalog
            .Names.SelectMany(name => StrategyCatalog.Get(name).Options)
            .Select(option => option.Name);

        Assert.Equal(options.Append("name").Distinct().Order(), KeysOf(Definitions["strategy"]!).Order());
        Assert.Equal(StrategyCatalog.Names, Words(Definitions["strategyName"]!["enum"]));
    }

    [Fact]
    public void Schema_Words_AreThoseOfTheCatalogues()
    {
        Assert.Equal(SpaceCatalog.Names, Words(Definitions["derivedSpace"]!["properties"]!["base"]!["enum"]));
        Assert.Equal(
            SpaceCatalog.Names,
            Words(Definitions["experiment"]!["properties"]!["space"]!["anyOf"]![0]!["enum"])
        );
        Assert.Equal(DecoderCatalog.Names, Words(Definitions["ownSpace"]!["properties"]!["decoder"]!["enum"]));
    }

    [Theory]
    [MemberData(nameof(Sections))]
    public void Schema_Limits_AreTheReaders(string section, string filled)
    {
        foreach (var (key, property) in Definitions[section]!["properties"]!.AsObject())
        {
            foreach (var (value, isAllowed) in Limits(property!))
            {
                var node = JsonNode.Parse(filled)!;
                node[key] = value;

                Assert.Equal(isAllowed, IsAccepted(section, node.ToJsonString(), $"/{section}/{key}"));
            }
        }
    }

    [Theory]
    [InlineData("trainer")]
    [InlineData("ranking")]
    [InlineData("policy")]
    [InlineData("data")]
    public void Schema_Defaults_AreTheReaders(string section)
    {
        var json = JsonSerializer.Serialize(SpecText.Read(SpecText.With()), DomainJson.Default.ExperimentSpec);
        var spec = JsonNode.Parse(json)![section]!;

        var defaults = Definitions[section]!["properties"]!
            .AsObject()
            .Where(pair => pair.Value!["default"] is not null);

        Assert.All(
            defaults,
            pair => Assert.True(JsonNode.DeepEquals(pair.Value!["default"], spec[pair.Key]), pair.Key)
        );
    }

    [Fact]
    public void Reference_EveryKeyOptionAndCode_IsDescribed()
    {
        var reference = RepositoryFile.Read("docs/reference/experiment-file.md");
        var keys = ExperimentFileFormat.Objects.SelectMany(known => known.Keys);
        var options = StrategyCatalog
            .Names.SelectMany(name => StrategyCatalog.Get(name).Options)
            .Select(option => option.Name);
        var codes = typeof(SpecCodes).GetFields().Select(field => (string)field.GetRawConstantValue()!);

        var missing = keys.Concat(options)
            .Concat(StrategyCatalog.Names)
            .Concat(SpaceCatalog.Names)
            .Concat(DecoderCatalog.Names)
            .Concat(codes)
            .Where(word =>
                !reference.Contains($"`{word}`", StringComparison.Ordinal)
                && !reference.Contains($"\"{word}\"", StringComparison.Ordinal)
            );

        Assert.Empty(missing);
    }

    /// <summary>The ends a property allows, and values just outside of them.</summary>
    private static IEnumerable<(JsonNode Value, bool IsAllowed)> Limits(JsonNode property)
    {
        if (property["maximum"] is { } maximum)
        {
            yield return (maximum.DeepClone(), true);
            yield return (
                Math.Ceiling(maximum.GetValue<double>() + Math.Max(1, maximum.GetValue<double>() * 1e-9)),
                false
            );
        }

        if (property["minimum"] is { } minimum)
        {
            yield return (minimum.DeepClone(), true);
            yield return (minimum.GetValue<double>() - 1, false);
        }

        if (property["exclusiveMinimum"] is { } above)
        {
            yield return (above.GetValue<double>() + 0.001, true);
            yield return (above.DeepClone(), false);
        }
    }

    /// <summary>Whether there is no problem with a value; others may have some with it (a budget above the space).</summary>
    private static bool IsAccepted(string section, string json, string pointer)
    {
        try
        {
            SpecText.Read(SpecText.With((section, json)));
            return true;
        }
        catch (InvalidSpecException e)
        {
            // Keys are held against other sections too: only the limits of the key itself count here.
            return !e.Problems.Any(problem =>
                problem.Pointer == pointer && problem.Message.Contains("allowed is", StringComparison.Ordinal)
            );
        }
    }

    private static IEnumerable<string> KeysOf(JsonNode defined) =>
        defined["properties"]!.AsObject().Select(pair => pair.Key);

    private static IEnumerable<string> Words(JsonNode? words) =>
        words?.AsArray().Select(word => word!.GetValue<string>()) ?? [];
}
