using MathNet.Numerics.LinearAlgebra;
using NasCluster.Domain.Architectures;
using NasCluster.Domain.Proxies;
using NasCluster.Trainer.Networks;
using NasCluster.Trainer.Proxies;
using NasCluster.Trainer.Tests.Shared;
using NasCluster.Trainer.Training;
using TorchSharp;

namespace NasCluster.Trainer.Tests.Proxies;

/// <summary>Against values computed by hand, for networks small enough for it.</summary>
[Collection(TorchTests.Name)]
public sealed class ProxyRunTests
{
    private const ulong Seed = 3;

    private static readonly double[][] Images =
    [
        [1, -2],
        [0.5, 3],
        [-1, 0.25],
    ];
    private static readonly int[] Labels = [0, 1, 1];

    [Fact]
    public void ValueOf_OneLinearLayer_GivesWhatIsWorkedOutByHand()
    {
        using var scope = torch.NewDisposeScope();
        var weights = WeightsOf(Linear());
        var gradient = Gradient(weights);
        var run = RunOf(Linear());
        Assert.Equal(Math.Sqrt(gradient.Sum(g => g * g)), run.ValueOf(ProxyCatalog.GradNorm), 1e-6);
        Assert.Equal(weights.Zip(gradient).Sum(p => p.First * p.Second), run.ValueOf(ProxyCatalog.Plain), 1e-7);
        Assert.Equal(
            weights.Zip(gradient).Sum(p => Math.Abs(p.First * p.Second)),
            run.ValueOf(ProxyCatalog.Snip),
            1e-7
        );
        Assert.Equal(Math.Sqrt(weights.Sum(w => w * w)), run.ValueOf(ProxyCatalog.L2Norm), 1e-7);
        Assert.Equal(weights.Sum(Math.Abs), run.ValueOf(ProxyCatalog.Synflow), 1e-7);
        Assert.Equal(Fisher(weights), run.ValueOf(ProxyCatalog.Fisher), 1e-8);
        Assert.Equal(Grasp(weights, gradient), run.ValueOf(ProxyCatalog.Grasp), 1e-6);
    }

    [Fact]
    public void ValueOf_SynflowOfTwoLayers_IsTwiceTheFlow()
    {
        using var scope = torch.NewDisposeScope();
        var network = TwoLayers();
        using var module = new GraphModule(network, new() { Seed = Seed });
        var first = module.Tensors.Parameters.Single(slot => slot.Name == "conv.weight").Value.abs().view(3, 2);
        var second = module.Tensors.Parameters.Single(slot => slot.Name == "classifier.weight").Value.abs();
        var flow = second.mm(first).sum().item<float>();
        // Both layers are homogeneous of degree one; the normalisation between them is left out.
        Assert.Equal(2 * flow, RunOf(network).ValueOf(ProxyCatalog.Synflow), 1e-6);
    }

    [Fact]
    public void ValueOf_NaswotOfKnownCodes_IsTheLogDeterminant()
    {
        using var scope = torch.NewDisposeScope();
        var network = new NetworkBuilder(new(2, 1, 1));
        var x = network.Add("act", new ActivationLayer(Activation.Relu), Network.InputIndex);
        network.Add("classifier", new Linear(2, 2), x);
        // The codes are 10, 01 and 01 with one more image 11: K = [[2,0,1],[0,2,1],[1,1,2]], determinant 4.
        var images = torch.tensor(new[] { 1f, -2, -1, 3, 1, 1 }).view(3, 2, 1, 1);
        var batch = new ProxyBatch(images, torch.zeros(3, torch.int64));
        var run = new ProxyRun(network.Build(), batch, new ImageObjective(0), torch.CPU, Seed);
        Assert.Equal(Math.Log(4), run.ValueOf(ProxyCatalog.Naswot), 1e-9);
    }

    [Fact]
    public void ValueOf_NaswotOfEqualImages_IsLeftOut()
    {
        using var scope = torch.NewDisposeScope();
        var batch = new ProxyBatch(torch.ones(4, 1, TinyNetwork.Side, TinyNetwork.Side), torch.zeros(4, torch.int64));
        var run = new ProxyRun(TinyNetwork.Create(0, 0), batch, new ImageObjective(0), torch.CPU, Seed);
        Assert.False(double.IsFinite(run.ValueOf(ProxyCatalog.Naswot)));
        Assert.DoesNotContain(ProxyCatalog.Naswot, run.Compute([ProxyCatalog.Naswot]).Values.Select(pair => pair.Key));
    }

    [Fact]
    public void Score_KnownMatrices_IsTheFormula()
    {
        const double K = 1e-5;
        var builder = Matrix<double>.Build;
        var identity = JacobianCorrelation.Score(builder.DenseIdentity(3));
        Assert.Equal(-3 * (Math.Log(1 + K) + 1 / (1 + K)), identity, 1e-9);
        var equal = JacobianCorrelation.Score(builder.Dense(2, 2, 1));
        Assert.Equal(-(Math.Log(2 + K) + 1 / (2 + K) + Math.Log(K) + 1 / K), equal, 1e-2);
        Assert.True(identity > equal);
    }

    [Fact]
    public void Score_Jacobians_CorrelatesTheirRows()
    {
        using var scope = torch.NewDisposeScope();
        // The second row is the first turned around, the third has no correlation with either.
        var rows = torch.tensor(new double[] { 1, 2, 3, 2, 3, 2, 1, 2, 0, 2, 0, -2 }).view(3, 4);
        var values = new[] { 2.0, 1, 0 };
        var expected = -values.Sum(v => Math.Log(v + 1e-5) + 1 / (v + 1e-5));
        Assert.Equal(expected, JacobianCorrelation.Score(rows), 1.0);
    }

    [Theory]
    [InlineData(ProxyCatalog.Synflow)]
    [InlineData(ProxyCatalog.Naswot)]
    [InlineData(ProxyCatalog.L2Norm)]
    public void ValueOf_WiderNetworks_RanksThemHigher(string proxy)
    {
        using var scope = torch.NewDisposeScope();
        var values = new[] { 4, 8, 16, 32 }
            .Select(width => Noise(TinyNetwork.Create(0, 0, width)).ValueOf(proxy))
            .ToList();
        Assert.All(values, value => Assert.True(double.IsFinite(value)));
        Assert.Equal(values.Order(), values);
    }

    [Fact]
    public void Compute_All_IsFiniteAndDependsOnTheSeedOnly()
    {
        using var scope = torch.NewDisposeScope();
        var network = TinyNetwork.Create(dropPath: 0.5, dropout: 0.5);
        var first = Noise(network).Compute(ProxyCatalog.Names);
        Assert.Equal(ProxyCatalog.Names.Order(StringComparer.Ordinal), first.Values.Select(pair => pair.Key));
        torch.manual_seed(77);
        Assert.Equal(first, Noise(network).Compute(ProxyCatalog.Names));
        Assert.NotEqual(first, Noise(network, seed: 9).Compute(ProxyCatalog.Names));
    }

    private static ProxyRun Noise(Network network, ulong seed = Seed)
    {
        torch.manual_seed(1);
        var images = torch.randn([16, network.Input.Channels, network.Input.Height, network.Input.Width]);
        var labels = torch.arange(16, dtype: torch.int64).remainder(3);
        return new(network, new(images, labels), new ImageObjective(0), torch.CPU, seed);
    }

    private static ProxyRun RunOf(Network network)
    {
        var images = torch
            .tensor(Images.SelectMany(row => row.Select(value => (float)value)).ToArray())
            .view(3, 2, 1, 1);
        var labels = torch.tensor(Labels.Select(label => (long)label).ToArray());
        return new(network, new(images, labels), new ImageObjective(0), torch.CPU, Seed);
    }

    private static Network Linear()
    {
        var network = new NetworkBuilder(new(2, 1, 1));
        network.Add("classifier", new Linear(2, 2, Bias: false), Network.InputIndex);
        return network.Build();
    }

    private static Network TwoLayers()
    {
        var network = new NetworkBuilder(new(2, 1, 1));
        var x = network.Add("conv", new Conv2d(2, 3, 1, 1, 0), Network.InputIndex);
        x = network.Add("bn", new BatchNorm2d(3), x);
        x = network.Add("act", new ActivationLayer(Activation.Relu), x);
        x = network.Add("pool", new GlobalAveragePool(), x);
        network.Add("classifier", new Linear(3, 2, Bias: false), x);
        return network.Build();
    }

    private static double[] WeightsOf(Network network)
    {
        using var module = new GraphModule(network, new() { Seed = Seed });
        return [.. module.Tensors.Parameters[0].Value.detach().data<float>().Select(value => (double)value)];
    }

    // p − y of every image: softmax of two scores less the label.
    private static double[] Errors(double[] weights, int image)
    {
        var x = Images[image];
        var scores = new[] { weights[0] * x[0] + weights[1] * x[1], weights[2] * x[0] + weights[3] * x[1] };
        var sum = scores.Sum(Math.Exp);
        return [.. scores.Select((score, i) => Math.Exp(score) / sum - (i == Labels[image] ? 1 : 0))];
    }

    private static double[] Gradient(double[] weights)
    {
        var gradient = new double[4];
        for (var image = 0; image < Images.Length; image++)
        {
            var errors = Errors(weights, image);
            for (var i = 0; i < 4; i++)
            {
                gradient[i] += errors[i / 2] * Images[image][i % 2] / Images.Length;
            }
        }

        return gradient;
    }

    private static double Fisher(double[] weights)
    {
        var sum = 0.0;
        for (var image = 0; image < Images.Length; image++)
        {
            var (x, errors) = (Images[image], Errors(weights, image));
            for (var unit = 0; unit < 2; unit++)
            {
                var output = weights[2 * unit] * x[0] + weights[2 * unit + 1] * x[1];
                sum += Math.Pow(output * errors[unit] / Images.Length, 2);
            }
        }

        // Two weights for each unit.
        return 2 * 0.5 * sum / Images.Length;
    }

    // The Hessian's product by central differences.
    private static double Grasp(double[] weights, double[] gradient)
    {
        const double Step = 1e-5;
        double[] Moved(double step) => Gradient([.. weights.Zip(gradient, (w, g) => w + step * g)]);

        var product = Moved(Step).Zip(Moved(-Step), (up, down) => (up - down) / (2 * Step));
        return -weights.Zip(product, (w, h) => w * h).Sum();
    }
}
