using System.Globalization;
using NasCluster.Domain.Experiments;
using NasCluster.Domain.Search;
using NasCluster.Domain.SearchSpaces;

namespace NasCluster.Bench.Search;

/// <summary>A strategy on the command line: its name, and options after a colon: <c>tpe:startup=20,good=0.2</c>.</summary>
internal static class StrategyText
{
    /// <summary>Strategies that search any space; supernets and compound scaling search no table.</summary>
    public static IEnumerable<string> General =>
        StrategyCatalog.Names.Where(name =>
            name is not ("dnas" or "dmasking")
            && !StrategyCatalog.Get(name).CheckSpace(new("table", Decoder: null, [])).Any()
        );

    /// <summary>What is wrong with a text; null for nothing.</summary>
    public static string? Problem(string text)
    {
        var parts = text.Split(':', 2);
        if (!StrategyCatalog.Names.Contains(parts[0]))
        {
            return $"--strategies: '{parts[0]}' is none of {string.Join(", ", StrategyCatalog.Names)}.";
        }

        return
            parts.Skip(1).SelectMany(list => list.Split(',')).FirstOrDefault(option => !option.Contains('='))
                is { } wrong
            ? $"--strategies: '{wrong}' is not OPTION=VALUE."
            : null;
    }

    public static StrategySpec Parse(string text)
    {
        var parts = text.Split(':', 2);
        var options = parts
            .Skip(1)
            .SelectMany(list => list.Split(','))
            .Select(option => option.Split('=', 2))
            .Select(pair =>
                KeyValuePair.Create(
                    pair[0],
                    double.TryParse(pair[1], CultureInfo.InvariantCulture, out var number)
                        ? (ParameterValue)number
                        : (ParameterValue)pair[1]
                )
            );
        return new(parts[0], new(options));
    }
}
