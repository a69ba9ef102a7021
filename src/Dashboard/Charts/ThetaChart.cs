using System.Collections.Immutable;
using NasCluster.Dashboard.Components.Parts;
using NasCluster.Domain.Candidates;
using NasCluster.Domain.Supernets;

namespace NasCluster.Dashboard.Charts;

/// <summary>softmax(θ) of a supernet over its epochs: all choices by their strongest option, or one choice by its options.</summary>
internal static class ThetaChart
{
    private const int MostEpochs = 400;
    private static readonly string[] Ends = ["1", "0"];
    private static readonly string[] Shades = ["@card", "@accent-soft", "@accent", "@warm"];

    /// <param name="choices">The choices in the order of θ.</param>
    /// <param name="epochs">Epochs that have θ.</param>
    /// <param name="choice">Place of one choice; null for all.</param>
    public static ChartModel Of(ImmutableArray<SupernetChoice> choices, ImmutableArray<EpochReport> epochs, int? choice)
    {
        var shown = epochs.Where((_, i) => i % (1 + (epochs.Length - 1) / MostEpochs) == 0).ToList();
        var rows = choice is { } one
            ? [.. choices[one].Options.Select(option => option.ToString())]
            : choices.Select(each => each.Name).ToList();
        var cells = shown
            .SelectMany(
                (epoch, x) =>
                    Shares(epoch.Supernet!.Theta, choice).Select((share, y) => new[] { x, y, Math.Round(share, 4) })
            )
            .ToList();
        return new(
            "Architecture weights θ",
            Summary(choices, epochs, choice),
            new
            {
                grid = new { left = 170, bottom = 74 },
                xAxis = new
                {
                    type = "category",
                    name = "Epoch",
                    nameLocation = "middle",
                    nameGap = 28,
                    data = shown.Select(epoch => $"{epoch.Epoch}"),
                },
                yAxis = new
                {
                    type = "category",
                    inverse = true,
                    data = rows,
                },
                visualMap = new
                {
                    min = 0,
                    max = 1,
                    calculable = false,
                    orient = "horizontal",
                    left = "center",
                    bottom = 0,
                    itemHeight = 120,
                    text = Ends,
                    textStyle = new { color = "@soft-text" },
                    inRange = new { color = Shades },
                },
                series = new object[]
                {
                    new
                    {
                        type = "heatmap",
                        data = cells,
                        progressive = 2000,
                        tip = new Tip[] { new("epoch", 0, "whole0"), new("share", 2, "percent") },
                    },
                },
            },
            ["Choice", "Strongest option", "Its share after the last epoch"],
            [.. choices.Select((each, i) => Row(each, epochs[^1].Supernet!.Theta[i]))]
        );
    }

    internal static double[] Softmax(ImmutableArray<float> theta)
    {
        var top = theta.Max();
        var weights = theta.Select(value => Math.Exp(value - top)).ToArray();
        var sum = weights.Sum();
        return [.. weights.Select(weight => weight / sum)];
    }

    private static IEnumerable<double> Shares(ImmutableArray<ImmutableArray<float>> theta, int? choice) =>
        choice is { } one ? Softmax(theta[one]) : theta.Select(each => Softmax(each).Max());

    private static string Summary(
        ImmutableArray<SupernetChoice> choices,
        ImmutableArray<EpochReport> epochs,
        int? choice
    )
    {
        var last = epochs[^1].Supernet!;
        return choice is { } one
            ? $"'{choices[one].Name}' after epoch {epochs[^1].Epoch}: {Strongest(choices[one], last.Theta[one])}."
            : $"The share of the strongest option of each of {choices.Length} choices: near 1 it is decided. Mean entropy {Quantity.Plain(last.Entropy, 2)} nats, temperature {Quantity.Plain(last.Temperature, 2)} after epoch {epochs[^1].Epoch}.";
    }

    private static ImmutableArray<string> Row(SupernetChoice choice, ImmutableArray<float> theta)
    {
        var shares = Softmax(theta);
        var best = Array.IndexOf(shares, shares.Max());
        return [choice.Name, choice.Options[best].ToString(), Quantity.Percent(shares[best])];
    }

    private static string Strongest(SupernetChoice choice, ImmutableArray<float> theta)
    {
        var row = Row(choice, theta);
        return $"{row[1]} has {row[2]}";
    }
}
