using System.Collections.Immutable;
using System.Globalization;
using NasCluster.Domain.Candidates;
using NasCluster.Domain.Experiments;
using NasCluster.Domain.SearchSpaces;
using NasCluster.Domain.Supernets;
using Spectre.Console;

namespace NasCluster.Cli.Output;

/// <summary>One candidate: its curve, and of a supernet where its choices stand.</summary>
internal static class CandidateText
{
    public static void Show(CandidateDetail detail)
    {
        DataOutput.Show(ResultText.Table([detail.Candidate]));
        DataOutput.Line($"  architecture: {detail.Candidate.Architecture}");
        DataOutput.Line($"  recipe: {detail.Candidate.Recipe}");
        if (!detail.Epochs.IsEmpty)
        {
            DataOutput.Show(Curve(detail.Epochs));
        }

        if (detail.Candidate.Metrics?.Supernet is { } supernet)
        {
            DataOutput.Show(Choices(supernet));
        }
    }

    private static Table Curve(ImmutableArray<EpochReport> epochs)
    {
        var isSupernet = epochs.Any(epoch => epoch.Supernet is not null);
        var table = new Table().Border(TableBorder.Rounded);
        foreach (var name in (string[])["epoch", "loss", "validation loss", "accuracy", "step ms", "seconds"])
        {
            table.AddColumn(new TableColumn(name).RightAligned());
        }

        foreach (var name in isSupernet ? (string[])["tau", "theta loss", "entropy", "expected cost"] : [])
        {
            table.AddColumn(new TableColumn(name).RightAligned());
        }

        foreach (var epoch in epochs)
        {
            table.AddRow([.. Row(epoch), .. isSupernet ? Row(epoch.Supernet) : []]);
        }

        return table;
    }

    private static Table Choices(SupernetResult supernet)
    {
        var table = new Table().Border(TableBorder.Rounded).Title("softmax of theta");
        table.AddColumn("choice").AddColumn("options");
        foreach (var (choice, theta) in supernet.Choices.Zip(supernet.Theta))
        {
            table.AddRow(Markup.Escape(choice.Name), Markup.Escape(Options(choice.Options, theta)));
        }

        return table;
    }

    private static string Options(ImmutableArray<ParameterValue> options, ImmutableArray<float> theta) =>
        string.Join(
            ", ",
            options
                .Zip(ArchitectureDistribution.Softmax(theta))
                .OrderByDescending(pair => pair.Second)
                .Select(pair => $"{pair.First} {Number(pair.Second, "F3")}")
        );

    private static IEnumerable<string> Row(EpochReport epoch) =>
        [
            Number(epoch.Epoch, "F0"),
            Number(epoch.Loss, "F4"),
            Number(epoch.ValidationLoss, "F4"),
            Number(epoch.Accuracy, "F4"),
            Number(epoch.StepTimeMs, "F1"),
            Number(epoch.Seconds, "F1"),
        ];

    private static IEnumerable<string> Row(SupernetEpoch? epoch) =>
        [
            Number(epoch?.Temperature, "F3"),
            Number(epoch?.Loss, "F4"),
            Number(epoch?.Entropy, "F4"),
            Number(epoch?.Cost, "N1"),
        ];

    private static string Number(double? value, string format) =>
        value?.ToString(format, CultureInfo.InvariantCulture) ?? "–";
}
