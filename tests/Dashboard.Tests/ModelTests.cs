using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using NasCluster.Dashboard.Candidates;
using NasCluster.Dashboard.Charts;
using NasCluster.Dashboard.Components.Parts;
using NasCluster.Dashboard.Live;
using NasCluster.Dashboard.Networks;
using NasCluster.Domain.Candidates;
using NasCluster.Domain.Experiments;
using NasCluster.Domain.Latency;
using NasCluster.Domain.Ranking;
using NasCluster.Domain.SearchSpaces;
using NasCluster.Domain.Supernets;
using NasCluster.Domain.Zoo;

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
    public void MetricFilter_OfAnAddress_IsReadAndChanged()
    {
        Assert.Equal(
            [new("flops", Max: 100), new("latencyMs", Min: 0.5)],
            MetricFilter.Parse("flops<=100,latencyMs>=0.5")
        );
        Assert.Null(MetricFilter.Parse("flops=100"));
        Assert.Null(MetricFilter.Parse("<=1"));
        Assert.Null(MetricFilter.Parse("flops<=NaN"));
        var changed = MetricFilter.With("flops<=100,latencyMs>=0.5", "flops", 7);
        Assert.Equal("latencyMs>=0.5,flops<=7", changed);
        Assert.Equal(7, MetricFilter.MostOf(changed, "flops"));
        Assert.Null(MetricFilter.With("flops<=100", "flops", null));
    }

    [Fact]
    public void Query_CostsOfATableAndNumbers_FilterAndSort()
    {
        var candidates = Enumerable.Range(1, 9).Select(number => Cost(number, 10 - number)).ToList();
        var query = new CandidateQuery
        {
            Where = "flops<=6",
            Numbers = "2,5,7,9",
            Sort = CandidateSort.Cost,
            By = "flops",
        };
        Assert.Equal([9, 7, 5], query.Select(candidates).Select(candidate => candidate.Number));
        var csv = Encoding.UTF8.GetString(CandidateCsv.Of(candidates)).Split("\r\n");
        Assert.EndsWith(",failure,costs.flops", csv[0], StringComparison.Ordinal);
        Assert.EndsWith(",9", csv[1], StringComparison.Ordinal);

        static CandidateView Cost(int number, double flops)
        {
            var candidate = Made.Candidate(number, 0.5);
            return candidate with
            {
                Metrics = candidate.Metrics! with { Costs = ParameterSet.Empty.With("flops", flops) },
            };
        }
    }

    [Fact]
    public void Compared_TwoCandidates_ShowsWhatDiffersAndWhichIsBest()
    {
        var rows = ComparedRow
            .Of([
                Made.Candidate(1, 0.5, null, ("kernel", 3), ("width", 8)),
                Made.Candidate(2, 0.7, null, ("kernel", 5), ("width", 8)),
            ])
            .Where(row => row.Differs)
            .ToDictionary(row => row.Name);
        Assert.Equal(["Accuracy", "Latency", "kernel"], rows.Keys);
        Assert.Equal(1, rows["Accuracy"].Best);
        Assert.Equal(0, rows["Latency"].Best);
        Assert.Equal(["3", "5"], rows["kernel"].Cells);
    }

    [Fact]
    public void Stops_SomeStopped_CountEpochsThatWereSaved()
    {
        CandidateView[] candidates =
        [
            Made.Candidate(1, 0.5),
            Stopped(2, epoch: 1),
            Made.Candidate(3, state: CandidateState.Pruned),
        ];
        var stops = EarlyStops.Of(candidates);
        Assert.Equal([2], stops.Stopped.Select(candidate => candidate.Number));
        Assert.Equal((1, 4, 1), (stops.Whole, stops.Planned, stops.Saved));

        static CandidateView Stopped(int number, int epoch) =>
            Made.Candidate(number, state: CandidateState.Pruned) with
            {
                Failure = new(FailureKind.Stopped, "stopped", epoch),
            };
    }

    [Fact]
    public void Layout_ABlockWithASkip_PlacesEachBelowWhatItReads()
    {
        // 0 → 1 → 2, 0 → 3, 4 adds 2 and 3.
        var layout = NasCluster.Dashboard.Networks.GraphLayout.Of([
            [-1],
            [0],
            [1],
            [0],
            [2, 3],
        ]);
        var (nodes, half) = (layout.Nodes, NasCluster.Dashboard.Networks.GraphLayout.NodeHeight);
        foreach (var (from, to) in new[] { (0, 1), (1, 2), (0, 3), (2, 4), (3, 4) })
        {
            Assert.True(nodes[to].Y - nodes[from].Y >= half, $"{from} → {to}");
        }

        Assert.Equal(nodes[1].Y, nodes[3].Y);
        Assert.NotEqual(nodes[1].X, nodes[3].X);
    }

    [Fact]
    public void Theta_OverEpochs_IsAHeatMapOfItsSoftmax()
    {
        ImmutableArray<SupernetChoice> choices = [new("layer1", ["a", "b"]), new("layer2", ["a", "b", "c"])];
        ImmutableArray<EpochReport> epochs =
        [
            Epoch(
                1,
                [
                    [0, 0],
                    [0, 0, 0],
                ]
            ),
            Epoch(
                2,
                [
                    [0, MathF.Log(3)],
                    [0, 0, 0],
                ]
            ),
        ];
        var all = ThetaChart.Of(choices, epochs, choice: null);
        Assert.Equal(["layer1", "b", "75.00 %"], all.Rows[0]);
        using var one = JsonDocument.Parse(ThetaChart.Of(choices, epochs, choice: 0).Picture.Whole.Text);
        var cells = one.RootElement.GetProperty("series")[0].EnumerateArray().Select(cell => cell[2].GetDouble());
        Assert.Equal([0.5, 0.5, 0.25, 0.75], cells);

        static EpochReport Epoch(int number, ImmutableArray<ImmutableArray<float>> theta) =>
            new(number, 1, 1, 0.5, 1, 1, 1, new(1, 0.5, 10, theta));
    }

    [Fact]
    public void DimensionImportance_OneDecidesOneDoesNot_IsOneAndZero()
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
        var shares = DimensionImportance.Of(space, candidates);
        Assert.Equal(["decides", "idle"], shares.Select(share => share.Dimension));
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

    [Fact]
    public void Picture_AfterAnUpdate_DoesNotHoldTheOneBefore()
    {
        var after = ChartPicture.Of(new { series = Array.Empty<object>() });
        var before = Updated(after);
        GC.Collect();
        Assert.False(before.IsAlive);

        [MethodImpl(MethodImplOptions.NoInlining)]
        static WeakReference Updated(ChartPicture after)
        {
            var before = ChartPicture.Of(new { series = Array.Empty<object>() });
            Assert.Same(after.Since(before).Text, after.Since(before).Text);
            return new(before);
        }
    }

    [Fact]
    public void Network_BlocksOfATable_HaveTheirTimesAndSayWhetherItIsOfSeveralLayers()
    {
        var network = ZooCatalog.Find("ghostnet-1.0")!.Create();
        var keys = NetworkBlocks.Of(network).Select(block => block.Key).Distinct();
        var table = new LatencyTable(
            "cpu-1t",
            "ghostnet-1.0",
            "",
            [.. keys.Select(key => new LatencyEntry(key, 2, 3, 9))]
        );

        var blocks = NetworkView.Of("ghostnet-1.0", network, [table]).Blocks;

        Assert.All(blocks, block => Assert.Equal(2, block.LatencyMs));
        Assert.False(blocks[0].HasSeveralLayers, blocks[0].Name);
        Assert.True(blocks[1].HasSeveralLayers, blocks[1].Name);
        Assert.All(NetworkView.Of("ghostnet-1.0", network, []).Blocks, block => Assert.Null(block.LatencyMs));
    }

    [Fact]
    public void Network_LayersTimed_HaveTheirTimesAndBlocksTheSum()
    {
        var network = ZooCatalog.Find("ghostnet-1.0")!.Create();
        var view = NetworkView.Of("ghostnet-1.0", network, []);
        var missing = view.Blocks[1].Layers[0].Name;
        var times = network
            .Nodes.Where(node => node.Name != missing)
            .Select(node => new LayerTime(node.Name, 0.5))
            .ToImmutableArray();

        var timed = view.Timed(new("torch-cpu-1t", "a machine", 3, times));

        Assert.Equal("torch-cpu-1t", timed.LatencyDevice);
        Assert.Null(timed.Blocks[1].Layers[0].LatencyMs);
        Assert.All(timed.Blocks[1].Layers[1..], layer => Assert.Equal(0.5, layer.LatencyMs));
        Assert.Equal(0.5 * (timed.Blocks[1].Layers.Length - 1), timed.Blocks[1].LatencyMs);
        Assert.Equal(0.5 * timed.Blocks[0].Layers.Length, timed.Blocks[0].LatencyMs);
    }

    [Theory]
    [InlineData(0.0004, "0.000 ms")]
    [InlineData(0.57, "0.570 ms")]
    [InlineData(0.9999, "1.00 ms")]
    [InlineData(31, "31.0 ms")]
    [InlineData(99.99, "100 ms")]
    [InlineData(1463.4, "1463 ms")]
    [InlineData(0, "–")]
    public void Milliseconds_AnyNumber_HasThreeDigits(double time, string text) =>
        Assert.Equal(text, Quantity.Milliseconds(time));

    [Theory]
    [InlineData(224, "224")]
    [InlineData(1234567, "1234567")]
    [InlineData(0.261544, "0.2615")]
    [InlineData(0.000112477, "1.125e-4")]
    [InlineData(3.55683e-5, "3.557e-5")]
    public void Value_OfAParameter_IsShort(double value, string text) => Assert.Equal(text, Quantity.Value(value));

    [Theory]
    [InlineData(4, "4 s")]
    [InlineData(300, "5 min")]
    [InlineData(6000, "1 h 40")]
    public void Duration_Seconds_AreInTheRightUnit(double seconds, string text) =>
        Assert.Equal(text, Quantity.Duration(TimeSpan.FromSeconds(seconds)));
}
