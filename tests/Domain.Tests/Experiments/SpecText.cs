using System.Text;
using NasCluster.Domain.Experiments;

namespace NasCluster.Domain.Tests.Experiments;

/// <summary>Texts of experiment files. A '«' in a text marks the place a problem is expected at and is taken out.</summary>
internal static class SpecText
{
    public const char Marker = '«';

    private static readonly (string Key, string Value)[] Minimal =
    [
        ("version", "1"),
        ("name", "\"test-1\""),
        ("seed", "7"),
        ("data", """{ "dataset": "fashion-mnist" }"""),
        ("space", "\"fbnet-v3-small\""),
        ("strategy", "\"random\""),
        ("budget", """{ "candidates": 24 }"""),
    ];

    /// <summary>A valid file, one section a line, with sections replaced, added or (by a null) left out.</summary>
    public static string With(params (string Key, string? Value)[] changes)
    {
        var kept = Minimal.Where(section => !changes.Any(change => change.Key == section.Key));
        var all = kept.Select(section => (section.Key, (string?)section.Value)).Concat(changes);
        var lines = all.Where(section => section.Item2 is not null)
            .Select(section => $"  \"{section.Key}\": {section.Item2}");
        return $"{{\n{string.Join(",\n", lines)}\n}}\n";
    }

    public static string OwnSpace(string dimensions) =>
        $$"""{ "decoder": "staged-inverted-residual", "dimensions": [{{dimensions}}] }""";

    /// <summary>A foreign trainer: any space goes.</summary>
    public static string WithForeign(string dimensions, params (string Key, string? Value)[] changes)
    {
        (string Key, string? Value)[] foreign =
        [
            ("space", $$"""{ "dimensions": [{{dimensions}}] }"""),
            ("trainer", """{ "command": ["python3", "train.py"] }"""),
            ("budget", """{ "candidates": 1 }"""),
        ];
        return With([.. foreign.ExceptBy(changes.Select(change => change.Key), section => section.Key), .. changes]);
    }

    public static byte[] Utf8(string text) =>
        Encoding.UTF8.GetBytes(text.Replace($"{Marker}", "", StringComparison.Ordinal));

    public static ExperimentSpec Read(string text) => ExperimentSpecReader.Read(Utf8(text));

    public static IReadOnlyList<Problem> ProblemsOf(byte[] file) =>
        Assert.Throws<InvalidSpecException>(() => ExperimentSpecReader.Read(file)).Problems;

    public static IReadOnlyList<Problem> ProblemsOf(string text) => ProblemsOf(Utf8(text));

    /// <summary>Line and column (in bytes) of the marker.</summary>
    public static (int Line, int Column) PlaceIn(string text)
    {
        var lines = text[..text.IndexOf(Marker, StringComparison.Ordinal)].Split('\n');
        return (lines.Length, Encoding.UTF8.GetByteCount(lines[^1]) + 1);
    }

    /// <summary>The file has exactly one problem, with that code and pointer, at the marker.</summary>
    public static Problem AssertOne(string text, string code, string pointer)
    {
        var problem = Assert.Single(ProblemsOf(text));
        Assert.Equal((code, pointer), (problem.Code, problem.Pointer));
        Assert.Equal(PlaceIn(text), (problem.Line, problem.Column));
        return problem;
    }
}
