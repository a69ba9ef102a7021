using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using NasCluster.Cli.Figures;
using NasCluster.Cli.Output;
using NasCluster.Cli.Sessions;
using NasCluster.Domain.Experiments;
using NasCluster.Domain.Ranking;

namespace NasCluster.Cli.Commands;

/// <summary>`nas plot EXPERIMENT`: history, Pareto front and importance of dimensions as characters.</summary>
internal static class PlotCommand
{
    private const int Height = 16;
    private const int MostBars = 12;
    private static readonly string[] Kinds = ["history", "pareto", "importance"];

    public static Command Create()
    {
        var experiment = StoreOptions.Experiment();
        var kind = new Option<string?>("--kind")
        {
            Description = "history, pareto or importance; all three if not given.",
        };
        kind.AcceptOnlyFromAmong(Kinds);
        var cost = new Option<string?>("--cost")
        {
            Description =
                "What the Pareto front is drawn against: latencyMs, macs, params or a cost of the experiment.",
        };
        var store = StoreOptions.Store();
        var json = StoreOptions.Json();
        var command = new Command("plot", "Draw an experiment in the terminal.")
        {
            experiment,
            kind,
            cost,
            store,
            json,
        };
        command.SetAction(
            async (parsed, ct) =>
            {
                await using var session = await NasSession.OpenAsync(SessionTarget.Of(parsed, store), ct);
                var (handle, result) = await session.FindAsync(parsed.GetRequiredValue(experiment), ct);
                var spec = (await handle.GetSpecAsync(ct))!;
                var trained = Course.Trained(await handle.GetCandidatesAsync(ct));
                if (parsed.GetValue(json))
                {
                    DataOutput.Json(PlotOutput.Of(result, spec, trained), CliJson.Default.PlotOutput);
                    return ExitCode.Done;
                }

                if (trained.Count == 0)
                {
                    Messages.Note($"{handle.Id} has no trained candidate yet.");
                    return ExitCode.Done;
                }

                var axis = Axis(result, trained, parsed.GetValue(cost));
                foreach (var wanted in parsed.GetValue(kind) is { } one ? [one] : Kinds)
                {
                    Draw(wanted, result, spec, trained, axis);
                }

                return ExitCode.Done;
            }
        );
        return command;
    }

    private static int Width => Console.IsOutputRedirected ? 80 : Math.Clamp(Console.WindowWidth - 14, 30, 120);

    private static Cost? Axis(ExperimentResult result, IReadOnlyList<CandidateView> trained, string? name)
    {
        var costs = Cost.Of(result, trained);
        return name is null
            ? (costs.Count > 0 ? costs[0] : null)
            : costs.FirstOrDefault(cost => cost.Metric == name)
                ?? throw new CommandException(
                    ExitCode.BadInput,
                    $"--cost is '{name}': allowed is {string.Join(", ", costs.Select(cost => cost.Metric))}."
                );
    }

    private static void Draw(
        string kind,
        ExperimentResult result,
        ExperimentSpec spec,
        IReadOnlyList<CandidateView> trained,
        Cost? cost
    )
    {
        var lines = kind switch
        {
            "history" => History(trained),
            "pareto" => cost is null ? [] : Pareto(result, trained, cost),
            _ => Importance(DimensionImportance.Of(spec.Space, trained)),
        };
        foreach (var line in lines)
        {
            DataOutput.Line(line);
        }
    }

    private static IEnumerable<string> History(IReadOnlyList<CandidateView> trained)
    {
        var best = Course.Improvements(trained);
        var plot = new TextPlot(
            $"accuracy by candidate (· each, ─ best so far {best[^1].Metrics!.Accuracy.ToString("F4", CultureInfo.InvariantCulture)})",
            new(1, Math.Max(2, trained.Max(candidate => candidate.Number)), 1),
            Scale.Of([.. trained.Select(candidate => candidate.Metrics!.Accuracy)]),
            Width,
            Height
        );
        plot.Steps([.. best.Select(candidate => ((double)candidate.Number, candidate.Metrics!.Accuracy))]);
        foreach (var candidate in trained)
        {
            plot.Point(candidate.Number, candidate.Metrics!.Accuracy, '·');
        }

        foreach (var candidate in best)
        {
            plot.Point(candidate.Number, candidate.Metrics!.Accuracy, '●');
        }

        return plot.Lines();
    }

    private static IEnumerable<string> Pareto(ExperimentResult result, IReadOnlyList<CandidateView> trained, Cost cost)
    {
        var front = result.Pareto.Select(candidate => candidate.Number).ToImmutableHashSet();
        var shown = trained.Where(candidate => cost.Value(candidate.Metrics!) is not null).ToList();
        var plot = new TextPlot(
            $"accuracy by {cost.Metric} (· each, ◆ on the front of all objectives, ─ best for this cost)",
            Scale.Of(shown.ConvertAll(candidate => cost.Value(candidate.Metrics!)!.Value)),
            Scale.Of(shown.ConvertAll(candidate => candidate.Metrics!.Accuracy)),
            Width,
            Height
        );
        plot.Steps([
            .. Course
                .Edge(shown, cost)
                .Select(candidate => (cost.Value(candidate.Metrics!)!.Value, candidate.Metrics!.Accuracy)),
        ]);
        foreach (var candidate in shown.OrderBy(candidate => front.Contains(candidate.Number)))
        {
            var mark = front.Contains(candidate.Number) ? '◆' : '·';
            plot.Point(cost.Value(candidate.Metrics!)!.Value, candidate.Metrics!.Accuracy, mark);
        }

        return plot.Lines();
    }

    private static IEnumerable<string> Importance(IReadOnlyList<DimensionImportance> dimensions)
    {
        if (dimensions.Count == 0)
        {
            yield break;
        }

        yield return "share of the variance of accuracy that a dimension explains by itself";
        var margin = dimensions.Take(MostBars).Max(dimension => dimension.Dimension.Length);
        foreach (var dimension in dimensions.Take(MostBars))
        {
            var bar = new string('█', (int)Math.Round(dimension.Share * (Width - margin)));
            var share = dimension.Share.ToString("P0", CultureInfo.InvariantCulture);
            yield return $"{dimension.Dimension.PadLeft(margin)} {bar} {share}";
        }
    }
}
