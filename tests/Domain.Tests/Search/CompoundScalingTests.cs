using NasCluster.Domain.Architectures;
using NasCluster.Domain.Candidates;
using NasCluster.Domain.Costs;
using NasCluster.Domain.Scaling;
using NasCluster.Domain.Search;
using NasCluster.Domain.SearchSpaces;
using NasCluster.Domain.Tests.Shared;
using NasCluster.Domain.Zoo;

namespace NasCluster.Domain.Tests.Search;

public sealed class CompoundScalingTests
{
    private static readonly SearchSpace Space = SpaceCatalog.Find("efficientnet-scaling-small")!;

    [Fact]
    public void Published_Product_IsNotTwo() => Assert.Equal(1.9203, CompoundCoefficients.Published.Product, 4);

    [Fact]
    public void At_Phi_RaisesEveryCoefficient()
    {
        var scale = CompoundCoefficients.Published.At(2);
        Assert.Equal((1.44, 1.21, 1.3225), (scale.Depth, scale.Width, scale.Resolution));
        Assert.Equal(296, scale.SideOf(224));
        Assert.Equal(new(1, 1, 1), CompoundCoefficients.Published.At(0));
    }

    [Fact]
    public void Grid_PaperStep_HasThePublishedPointAndKeepsTheConstraint()
    {
        var grid = CompoundGrid.Of(step: 0.05, product: 2, tolerance: 0.1);
        Assert.Contains(CompoundCoefficients.Published, grid);
        Assert.All(grid, point => Assert.InRange(point.Product, 1.9 - 1e-6, 2.1 + 1e-6));
        Assert.All(grid, point => Assert.True(point is { Alpha: >= 1, Beta: >= 1, Gamma: >= 1 }));
        Assert.Distinct(grid);
    }

    [Fact]
    public void Run_Family_IsThatOfTheMostAccuratePoint()
    {
        var options = new ParameterSet([new("family", 3), new("step", 0.1)]);
        var experiment = Build.Experiment(Space, "compound-scaling", 12, options: options);
        var candidates = new FakeCluster(experiment, 2, Made).Run();

        var grid = candidates.Where(candidate => candidate.Stage == "grid").ToList();
        var family = candidates.Where(candidate => candidate.Stage == "family").ToList();
        var best = grid.MaxBy(candidate => candidate.Metrics!.Accuracy)!;
        Assert.Equal((9, 3), (grid.Count, family.Count));
        Assert.All(family, candidate => Assert.Equal(best.Id.Number, candidate.Parent));
        var depth = best.Configuration.Architecture.Number("depthMultiplier");
        Assert.Equal(
            [1, Math.Round(depth * depth, 6), Math.Round(depth * depth * depth, 6)],
            family.Select(candidate => candidate.Configuration.Architecture.Number("depthMultiplier"))
        );
    }

    [Fact]
    public void Run_Grid_IsAtMostTheWholeGrid()
    {
        var options = new ParameterSet([new("step", 0.25)]);
        var experiment = Build.Experiment(Space, "compound-scaling", 500, options: options);
        var candidates = new FakeCluster(experiment, 3, Made).Run();
        Assert.Equal(CompoundGrid.Of(0.25, 2, 0.1).Length, candidates.Length);
    }

    [Fact]
    public void Run_HardLimit_LeavesOutWhatIsBeyond()
    {
        var target = new NetworkTarget(1, 28, 10);
        var baseline = Space.Reference().Architecture.With("widthMultiplier", 1).With("depthMultiplier", 1);
        var network = DecoderCatalog.Get(Space.Decoder!).Decode(new(baseline, ParameterSet.Empty), target);
        var limits = new Domain.Experiments.ConstraintSpec { MaxParams = NetworkCost.Of(network).Params * 3 / 2 };
        var experiment = Build.Experiment(Space, "compound-scaling", 100, constraints: limits);
        var feasibility = new Feasibility(experiment, []);
        var candidates = new FakeCluster(experiment, 2, Made).Run();
        Assert.InRange(candidates.Length, 1, 99);
        Assert.All(candidates, candidate => Assert.True(limits.Allow(feasibility.CostOf(candidate.Configuration)!)));
    }

    [Fact]
    public void CheckSpace_WithoutMultipliers_NamesEach()
    {
        var messages = new CompoundScaling().CheckSpace(Build.TableSpace).ToList();
        Assert.Equal(3, messages.Count);
        Assert.Contains(messages, message => message.Contains("'widthMultiplier'", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("efficientnet-b0")]
    [InlineData("ghostnet-1.0")]
    public void ZooDecoder_NoMultipliers_IsTheRelease(string name)
    {
        var network = Decode(name, new(3, 224, 1000));
        Assert.Equal(NetworkCost.Of(ZooCatalog.Find(name)!.Create()).Params, NetworkCost.Of(network).Params);
    }

    [Fact]
    public void ZooDecoder_Multipliers_AreThePublishedTables()
    {
        // B3 is B0 with 1.2, 1.4 at 300 pixels.
        var network = Decode("efficientnet-b0", new(3, 300, 1000), ("widthMultiplier", 1.2), ("depthMultiplier", 1.4));
        Assert.Equal(NetworkCost.Of(ZooCatalog.Find("efficientnet-b3")!.Create()).Macs, NetworkCost.Of(network).Macs);
    }

    [Fact]
    public void ZooDecoder_Check_RefusesSegmentationAndStochasticDepth()
    {
        var space = new SearchSpace(
            "s",
            "zoo",
            [
                new CategoricalDimension { Name = "network", Choices = ["espnet-p2-q3", "ghostnet-1.0", "nonesuch"] },
                new RealDimension
                {
                    Name = "stochasticDepth",
                    Part = SpacePart.Recipe,
                    Min = 0,
                    Max = 0.1,
                },
            ]
        );
        var messages = DecoderCatalog.Get("zoo").Check(space).ToList();
        Assert.Equal(3, messages.Count);
        Assert.Contains("'espnet-p2-q3'", messages[0], StringComparison.Ordinal);
        Assert.Contains("'nonesuch'", messages[1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("fbnet-v3-small")]
    [InlineData("mbconv")]
    public void StagedDecoders_Multipliers_WidenAndDeepen(string kind)
    {
        var space = kind == "mbconv" ? SpaceCatalog.Find("mnasnet-like-small")! : SpaceCatalog.Find(kind)!;
        var decoder = DecoderCatalog.Get(space.Decoder!);
        var target = new NetworkTarget(1, 28, 10);
        var baseline = space.Reference();
        var twice = baseline with { Architecture = baseline.Architecture.With("widthMultiplier", 2) };
        var deep = baseline with { Architecture = baseline.Architecture.With("depthMultiplier", 2) };
        var same = baseline with { Architecture = baseline.Architecture.With("depthMultiplier", 1) };

        var cost = NetworkCost.Of(decoder.Decode(baseline, target));
        Assert.Equal(cost.Params, NetworkCost.Of(decoder.Decode(same, target)).Params);
        Assert.InRange(
            NetworkCost.Of(decoder.Decode(twice, target)).Macs.Total,
            3 * cost.Macs.Total,
            4 * cost.Macs.Total
        );
        Assert.InRange(NetworkCost.Of(decoder.Decode(deep, target)).Params, 1.3 * cost.Params, 3 * cost.Params);
    }

    private static Network Decode(string name, NetworkTarget target, params (string Name, double Value)[] more)
    {
        var architecture = new ParameterSet([
            new("network", name),
            .. more.Select(pair => KeyValuePair.Create(pair.Name, (ParameterValue)pair.Value)),
        ]);
        return DecoderCatalog.Get("zoo").Decode(new(architecture, ParameterSet.Empty), target);
    }

    private static CandidateMetrics Made(Candidate candidate) =>
        Build.Metrics(0.5 + candidate.Configuration.Architecture.Number("widthMultiplier") / 10);
}
