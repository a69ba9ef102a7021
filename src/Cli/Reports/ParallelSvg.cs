using System.Globalization;
using System.Text;
using NasCluster.Cli.Figures;
using NasCluster.Domain.Experiments;
using NasCluster.Domain.Ranking;
using NasCluster.Domain.SearchSpaces;

namespace NasCluster.Cli.Reports;

/// <summary>Candidates as lines over dimensions side by side, the last axis accuracy.</summary>
internal static class ParallelSvg
{
    private const double Width = 860;
    private const double Height = 320;
    private const double Side = 60;
    private const double Top = 40;
    private const double Bottom = 20;
    private const int MostLines = 400;

    public static string Of(IReadOnlyList<CandidateView> trained, List<string> dimensions)
    {
        var axes = dimensions.ConvertAll(name => AxisOf(name, trained));
        var accuracy = Scale.Of([.. trained.Select(candidate => candidate.Metrics!.Accuracy)]);
        var lines = new StringBuilder();
        foreach (var candidate in trained.OrderByDescending(one => one.Metrics!.Accuracy).Take(MostLines).Reverse())
        {
            var shade = accuracy.Place(candidate.Metrics!.Accuracy);
            var places = axes.Select(axis => axis.Place(candidate)).Append(shade);
            var points = places.Select((place, i) => (place, i)).Where(pair => pair.place is not null);
            var path = string.Join('L', points.Select(pair => Point(X(pair.i, axes.Count), pair.place!.Value)));
            lines.Append(
                CultureInfo.InvariantCulture,
                $"<path class=\"thread\" style=\"opacity:{0.1 + 0.8 * shade * shade:0.##}\" d=\"M{path}\"><title>candidate {candidate.Number}, accuracy {candidate.Metrics.Accuracy:F4}</title></path>"
            );
        }

        var names = axes.Select((axis, i) => AxisSvg(i, axes.Count, axis.Name, axis.Low, axis.High))
            .Append(AxisSvg(axes.Count, axes.Count, "accuracy", Cost.Short(accuracy.Min), Cost.Short(accuracy.Max)));
        return $"<svg viewBox=\"0 0 {Width} {Height}\" role=\"img\" aria-label=\"Candidates over {Html.Text(string.Join(", ", dimensions))} and accuracy\">{lines}{string.Concat(names)}</svg>\n";
    }

    private static string AxisSvg(int place, int last, string name, string low, string high) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"<path class=\"axis\" d=\"M{X(place, last):0.#} {Top}V{Height - Bottom}\"/><text x=\"{X(place, last):0.#}\" y=\"{(place % 2 == 0 ? 12 : 26)}\" text-anchor=\"middle\">{Html.Text(name)}</text><text class=\"end\" x=\"{X(place, last):0.#}\" y=\"{Top - 3}\" text-anchor=\"middle\">{Html.Text(high)}</text><text class=\"end\" x=\"{X(place, last):0.#}\" y=\"{Height - 6}\" text-anchor=\"middle\">{Html.Text(low)}</text>"
        );

    private static string Point(double x, double place) =>
        string.Create(CultureInfo.InvariantCulture, $"{x:0.#} {Height - Bottom - place * (Height - Top - Bottom):0.#}");

    private static double X(int place, int last) => Side + place * (Width - 2 * Side) / Math.Max(1, last);

    private static Axis AxisOf(string name, IReadOnlyList<CandidateView> trained)
    {
        var values = trained
            .Select(candidate => DimensionImportance.ValueOf(candidate, name))
            .OfType<ParameterValue>()
            .Distinct();
        var sorted = values.ToList();
        if (sorted.TrueForAll(value => value.Kind == ParameterKind.Number))
        {
            var scale = Scale.Of(sorted.ConvertAll(value => value.AsNumber()));
            return new(name, Cost.Short(scale.Min), Cost.Short(scale.Max), value => scale.Place(value.AsNumber()));
        }

        var words = sorted.ConvertAll(value => value.ToString()).Order(StringComparer.Ordinal).ToList();
        var last = Math.Max(1, words.Count - 1);
        return new(name, words[0], words[^1], value => (double)words.IndexOf(value.ToString()) / last);
    }

    private sealed record Axis(string Name, string Low, string High, Func<ParameterValue, double> PlaceOf)
    {
        public double? Place(CandidateView candidate) =>
            DimensionImportance.ValueOf(candidate, Name) is { } value ? PlaceOf(value) : null;
    }
}
