using System.Text;
using System.Text.Json;
using NasCluster.Dashboard.Candidates;
using NasCluster.Dashboard.Charts;
using NasCluster.Dashboard.Components.Parts;
using NasCluster.Dashboard.Live;
using NasCluster.Domain.Candidates;
using NasCluster.Domain.Experiments;
using NasCluster.Domain.SearchSpaces;

namespace NasCluster.Dashboard.Tests;

/// <summary>What pages compute of candidates.</summary>
public sealed class ModelTests
{
    [Fact]
    public void Thinning_ManyCandidates_KeepsThoseThatMatterAndAtMostTheLimit()
    {
        var all = Enumerable.Range(1, 20_000).Select(number => Made.Candidate(number, 0.5)).ToList();
        HashSet<int> matters = [1, 777, 19_999];
        var kept = Thinning.Of(all, matters);
        Assert.InRange(kept.Count, Thinning.MostPoints / 2, Thinning.MostPoints);
        var later = Thinning.Of([.. all, Made.Candidate(20_001, 0.5), Made.Candidate(20_002, 0.5)], matters);
        Assert.Subset(later.ToHashSet(), kept.ToHashSet());
        Assert.Superset(matters, kept.Select(candidate => candidate.Number).ToHashSet());
        Assert.Equal(kept.OrderBy(candidate => candidate.Number), kept);
    }

    [Fact]
    public void BestSoFar_Improvements_OnlyGrow()
    {
        double?[] accuracies = [0.3, null, 0.2, 0.5, 0.5, 0.6];
        var candidates = accuracies.Select((accuracy, i) => Made.Candidate(i + 1, accuracy)).ToList();
        Assert.Equal([1, 4, 6], BestSoFar.Improvements(candidates).Select(candidate => candidate.Number));
    }

    [Fact]
    public void Picture_ALaterOne_IsSentAsWhatChanged()
    {
        var before = Picture(
            [
                [0.1, 1],
                [0.2, 2],
                [0.3, 3],
            ],
            line:
            [
                [0, 1],
                [1, 2],
            ]
        );
        var after = Picture(
            [
                [0.1, 1],
                [0.25, 2],
                [0.4, 4],
            ],
            line:
            [
                [0, 1],
                [1, 2],
            ]
        );
        using var update = JsonDocument.Parse(after.Since(before).Text);
        var series = update.RootElement.GetProperty("series");
        Assert.Equal(before.Revision, update.RootElement.GetProperty("since").GetInt64());
        Assert.False(update.RootElement.TryGetProperty("frame", out _));
        Assert.Equal([2, 3], series[0].GetProperty("drop").EnumerateArray().Select(one => one.GetInt32()).Order());
        Assert.Equal(2, series[0].GetProperty("add").GetArrayLength());
        Assert.Equal(JsonValueKind.Null, series[1].ValueKind);
        using var whole = JsonDocument.Parse(after.Whole.Text);
        Assert.Equal(3, whole.RootElement.GetProperty("series")[0].GetArrayLength());
        Assert.Equal(
            "scatter",
            whole.RootElement.GetProperty("frame").GetProperty("series")[0].GetProperty("type").GetString()
        );

        static ChartPicture Picture(double[][] points, double[][] line) =>
            ChartPicture.Of(
                new
                {
                    series = new object[]
                    {
                        new
                        {
                            type = "scatter",
                            number = 1,
                            data = points.Select(point => new object[] { point[0], (int)point[1] }),
                        },
                        new { type = "line", data = line },
                    },
                }
            );
    }

    [Fact]
    public void DimensionShare_OneDecidesOneDoesNot_IsOneAndZero()
    {
        var space = new SearchSpace(
            "two",
            null,
            [
                new CategoricalDimension { Name = "decides", Choices = ["a", "b"] },
                new CategoricalDimension { Name = "idle", Choices = ["a", "b"] },
            ]
        );
        var candidates = Enumerable
            .Range(0, 8)
            .Select(i =>
                Made.Candidate(
                    i + 1,
                    i % 2 == 0 ? 0.2 : 0.8,
                    null,
                    ("decides", i % 2 == 0 ? "a" : "b"),
                    ("idle", i / 2 % 2 == 0 ? "a" : "b")
                )
            )
            .ToList();
        var shares = DimensionShare.Of(space, candidates);
        Assert.Equal(["decides", "idle"], shares.Select(share => share.Dimension.Name));
        Assert.Equal(1, shares[0].Share, 9);
        Assert.Equal(0, shares[1].Share, 9);
    }

    [Fact]
    public void Csv_FormulasQuotesAndNumbers_AreSafeAndWhole()
    {
        var text = Encoding.UTF8.GetString(
            CandidateCsv.Of([Made.Candidate(1, 0.5, null, ("x", "=1+1"), ("y", "a,\"b\""), ("z", -3))])
        );
        var row = text.Split("\r\n")[1];
        Assert.EndsWith(",'=1+1,\"a,\"\"b\"\"\",-3", row, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(999, "999")]
    [InlineData(1000, "1.00 k")]
    [InlineData(3_214_000, "3.21 M")]
    [InlineData(0.25, "0.25")]
    public void Short_AnyNumber_HasThreeDigitsAndAUnit(double number, string text) =>
        Assert.Equal(text, Quantity.Short(number));

    [Theory]
    [InlineData(4, "4 s")]
    [InlineData(300, "5 min")]
    [InlineData(6000, "1 h 40")]
    public void Duration_Seconds_AreInTheRightUnit(double seconds, string text) =>
        Assert.Equal(text, Quantity.Duration(TimeSpan.FromSeconds(seconds)));
}
