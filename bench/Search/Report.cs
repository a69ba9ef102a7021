using System.Text.Json;

namespace NasCluster.Bench.Search;

/// <summary>Collects what is measured: lines for people at once, or all figures as JSON at the end.</summary>
internal sealed class Report(bool json)
{
    private readonly List<Throughput.Figure> _figures = [];

    /// <summary>A line for people.</summary>
    public void Line(string text) => (json ? Console.Error : Console.Out).WriteLine(text);

    /// <summary>A figure, and a line of it where it has one of its own.</summary>
    public void Add(string name, double value, string unit, string? aim = null, bool shown = true)
    {
        _figures.Add(new(name, value, unit, aim));
        if (shown)
        {
            var wanted = aim is null ? "" : $"   (aim {aim})";
            Line($"{name, -52} {Shown.Number(value), 12} {unit}{wanted}");
        }
    }

    /// <summary>A figure of many runs with its 95 % interval as one of its own.</summary>
    public void AddMean(string name, IReadOnlyCollection<double> values, string unit, string? aim = null)
    {
        Add(name, values.Average(), unit, aim, shown: false);
        Add($"{name}.interval95", Shown.Interval(values), unit, shown: false);
    }

    public void Close()
    {
        if (json)
        {
            Console.WriteLine(JsonSerializer.Serialize(_figures, JsonSerializerOptions.Web));
        }
    }
}
