using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace NasCluster.Dashboard.Charts;

/// <summary>
/// A chart as charts.js takes it: a frame, and the points of each series apart from it, so that a later picture is sent as
/// what changed. Points of a series with a "number" are told apart by it, and their order does not matter.
/// </summary>
public sealed class ChartPicture
{
    private static long _pictures;
    private readonly string _frame;
    private readonly ImmutableArray<Points> _series;

    // By the revision they start from: a picture must not hold those before it.
    private readonly ConcurrentDictionary<long, RawJson> _updates = new();

    private ChartPicture(string frame, ImmutableArray<Points> series)
    {
        (_frame, _series) = (frame, series);
        Revision = Interlocked.Increment(ref _pictures);
        Whole = Write(before: null);
    }

    /// <summary>Names it; a change names the picture it starts from.</summary>
    public long Revision { get; }

    /// <summary>All of it.</summary>
    public RawJson Whole { get; }

    /// <param name="option">ECharts' option.</param>
    public static ChartPicture Of(object option)
    {
        var root = JsonSerializer.SerializeToNode(option, JsonSerializerOptions.Web)!.AsObject();
        var series = ImmutableArray.CreateBuilder<Points>();
        foreach (var one in root["series"]!.AsArray().Select(node => node!.AsObject()))
        {
            var data = one["data"]?.AsArray() ?? [];
            one.Remove("data");
            series.Add(Points.Of(data, one["type"]?.GetValue<string>(), one["number"]?.GetValue<int>()));
        }

        return new(root.ToJsonString(), series.ToImmutable());
    }

    /// <summary>What makes this one of an earlier one; computed once for all viewers who have that.</summary>
    public RawJson Since(ChartPicture before) =>
        _updates.TryGetValue(before.Revision, out var known)
            ? known
            : _updates.GetOrAdd(before.Revision, before._series.Length == _series.Length ? Write(before) : Whole);

    private RawJson Write(ChartPicture? before)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{{\"revision\":{Revision}");
        if (before is not null)
        {
            text.Append(CultureInfo.InvariantCulture, $",\"since\":{before.Revision}");
        }

        if (before?._frame != _frame)
        {
            text.Append(",\"frame\":").Append(_frame);
        }

        text.Append(",\"series\":[")
            .AppendJoin(',', _series.Select((points, i) => points.Write(before?._series[i])))
            .Append("]}");
        return new(text.ToString());
    }

    /// <summary>The points of one series; by their numbers where the order does not matter.</summary>
    private sealed record Points(ImmutableArray<string> InOrder, ImmutableDictionary<int, string>? ByNumber)
    {
        public static Points Of(JsonArray data, string? type, int? number)
        {
            ImmutableArray<string> texts = [.. data.Select(point => point?.ToJsonString() ?? "null")];
            if (type is not ("scatter" or "parallel") || number is not { } place)
            {
                return new(texts, ByNumber: null);
            }

            var byNumber = ImmutableDictionary.CreateBuilder<int, string>();
            for (var i = 0; i < texts.Length; i++)
            {
                byNumber[data[i]![place]!.GetValue<int>()] = texts[i];
            }

            return new(texts, byNumber.ToImmutable());
        }

        public string Write(Points? before)
        {
            if (before is null || ByNumber is null || before.ByNumber is not { } known)
            {
                return before is not null && before.InOrder.SequenceEqual(InOrder)
                    ? "null"
                    : $"[{string.Join(',', InOrder)}]";
            }

            var added = ByNumber
                .Where(point => !known.TryGetValue(point.Key, out var old) || old != point.Value)
                .ToList();
            var gone = known
                .Where(point => !ByNumber.TryGetValue(point.Key, out var now) || now != point.Value)
                .ToList();
            return added.Count + gone.Count == 0
                ? "null"
                : $"{{\"drop\":[{string.Join(',', gone.Select(point => point.Key))}],\"add\":[{string.Join(',', added.Select(point => point.Value))}]}}";
        }
    }
}
