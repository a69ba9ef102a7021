using System.Collections.Immutable;
using System.Globalization;
using NasCluster.Domain.Experiments;
using NasCluster.Domain.Search;
using Spectre.Console;

namespace NasCluster.Cli.Output;

/// <summary>Experiments and candidates as tables.</summary>
internal static class ResultText
{
    private const string None = "–";

    public static void Show(ExperimentResult result)
    {
        DataOutput.Line(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{result.Experiment}: {Word(result.State)}, {Counts(result.Counts)}, seed {result.Seed}, {result.WallSeconds:F1} s"
            )
        );
        if (result.Reason is { } reason)
        {
            DataOutput.Line(reason);
        }

        if (Waiting(result) is { } waiting)
        {
            DataOutput.Line(waiting);
        }

        if (!result.Pareto.IsEmpty)
        {
            DataOutput.Show(Table(result.Pareto).Title(Title(result.Objectives)));
        }

        foreach (var round in result.Predictor)
        {
            DataOutput.Line(
                $"predictor on {round.Stage}: Spearman {Number(round.Spearman, "F2")} over {round.Candidates}"
            );
        }

        if (result.StopEpoch is { } stop)
        {
            DataOutput.Line(RankStop.Describe(stop));
        }

        if (result.Winner is { } winner)
        {
            ShowWinner(winner);
        }
    }

    public static Table Table(ImmutableArray<CandidateView> candidates)
    {
        var table = new Table().Border(TableBorder.Rounded);
        foreach (
            var name in (string[])
                ["#", "stage", "state", "accuracy", "test", "latency ms", "MACs", "params", "S", "reward", "rank"]
        )
        {
            table.AddColumn(new TableColumn(name).RightAligned());
        }

        foreach (var candidate in candidates)
        {
            table.AddRow([.. Row(candidate).Select(Markup.Escape)]);
        }

        return table;
    }

    public static string Counts(ExperimentCounts counts) =>
        $"{counts.Completed} completed, {counts.Failed} failed, {counts.Pruned} pruned of {counts.Proposed} proposed";

    /// <summary>What candidates wait for that no worker has; null where nothing is missing.</summary>
    public static string? Waiting(ExperimentResult result) =>
        result.WaitingFor.IsEmpty || result.State.IsFinal
            ? null
            : $"waiting for a worker with device {string.Join(", ", result.WaitingFor.Select(name => $"'{name}'"))}";

    public static string Word<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();

    private static IEnumerable<string> Row(CandidateView candidate)
    {
        var metrics = candidate.Metrics;
        yield return candidate.Number.ToString(CultureInfo.InvariantCulture);
        yield return candidate.Stage;
        yield return candidate.Failure is { } failure ? Word(failure.Kind) : Word(candidate.State);
        yield return Number(metrics?.Accuracy, "F4");
        yield return Number(metrics?.TestAccuracy, "F4");
        yield return Number(metrics?.LatencyMs, "F3");
        yield return Number(metrics?.Macs, "N0");
        yield return Number(metrics?.Params, "N0");
        yield return Number(metrics?.StepTimeNormalized, "F2");
        yield return Number(metrics?.Reward, "F4");
        yield return Number(candidate.RankByReward, "F0");
    }

    private static void ShowWinner(CandidateView winner)
    {
        var metrics = winner.Metrics!;
        DataOutput.Line(
            $"winner: {winner.Id}, accuracy {Number(metrics.Accuracy, "F4")} (test {Number(metrics.TestAccuracy, "F4")}), "
                + $"{Number(metrics.Macs, "N0")} MACs, {Number(metrics.Params, "N0")} parameters, {Number(metrics.LatencyMs, "F3")} ms, "
                + $"rank {Number(winner.RankByReward, "F0")} by reward, {Number(winner.RankByAccuracy, "F0")} by accuracy"
        );
        DataOutput.Line($"  architecture: {winner.Architecture}");
        DataOutput.Line($"  recipe: {winner.Recipe}");
    }

    private static string Title(ImmutableArray<ObjectiveSpec> objectives) =>
        Markup.Escape($"Pareto front: {string.Join(", ", objectives.Select(objective => objective.Metric))}");

    private static string Number(double? value, string format) =>
        value?.ToString(format, CultureInfo.InvariantCulture) ?? None;
}
