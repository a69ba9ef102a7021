using NasCluster.Domain.Architectures;
using NasCluster.Domain.Costs;
using NasCluster.Domain.SearchSpaces;
using NasCluster.Trainer.Networks;
using NasCluster.Trainer.Tests.Shared;
using TorchSharp;

namespace NasCluster.Trainer.Tests.Networks;

[Collection(TorchTests.Name)]
public sealed class GraphModuleTests
{
    private const int Architectures = 200;

    [Fact]
    public void Costs_RandomArchitectures_AreWhatTorchHas()
    {
        var space = SpaceCatalog.Find(SmallImageSpace.Name)!;
        var decoder = DecoderCatalog.Get(space.Decoder!);
        var random = new Random(4);
        for (var i = 0; i < Architectures; i++)
        {
            var network = decoder.Decode(space.Sample(random), new(1, 28, 10));
            var cost = NetworkCost.Of(network);
            var observed = ObservedNetwork.Run(network);
            Assert.Equal(cost.Params, observed.Parameters);
            Assert.Equal(cost.Macs.Total, observed.Macs);
            Assert.Equal([1, cost.OutputShape.Elements], observed.Output);
        }
    }

    [Fact]
    public void NamedParameters_TinyNetwork_AreNamedByTheirNodes()
    {
        using var module = Create();
        var names = module.named_parameters().Select(pair => pair.name).ToList();
        Assert.Contains("stem.conv.weight", names);
        Assert.Contains("block.se.reduce.bias", names);
        Assert.Contains("classifier.bias", names);
        Assert.Contains("stem.bn.running_var", module.named_buffers().Select(pair => pair.name));
        Assert.Equal(NetworkCost.Of(TinyNetwork.Create()).Params, module.parameters().Sum(p => p.numel()));
    }

    [Fact]
    public void Forward_Evaluation_GivesTheSameForOneImageAsForMany()
    {
        using var module = Create(channels: 3);
        using var noGradient = torch.no_grad();
        module.eval();
        var images = torch.randn(4, 3, TinyNetwork.Side, TinyNetwork.Side);
        var all = module.forward(images);
        Assert.Equal([4, Stripes.Classes], all.shape);
        Assert.True(torch.allclose(all[2..3], module.forward(images[2..3]), atol: 1e-5));
    }

    [Fact]
    public void Forward_GraphOfTorchModules_AgreesWithThem()
    {
        using var noGradient = torch.no_grad();
        var builder = new NetworkBuilder(new(3, 9, 9));
        var x = builder.ConvNormAct("c", Network.InputIndex, new(4, Kernel: 3, Stride: 2), Activation.HardSwish);
        builder.Add("f", new Linear(4, 2), builder.Add("p", new GlobalAveragePool(), x));
        using var module = new GraphModule(builder.Build(), new());
        var weights = module.named_parameters().ToDictionary(pair => pair.name, pair => pair.parameter);
        using var conv = torch.nn.Conv2d(3, 4, 3, 2, 1, bias: false);
        using var norm = torch.nn.BatchNorm2d(4);
        using var linear = torch.nn.Linear(4, 2);
        conv.weight.copy_(weights["c.conv.weight"]);
        linear.weight.copy_(weights["f.weight"]);
        linear.bias!.copy_(weights["f.bias"]);
        var images = torch.randn(5, 3, 9, 9);
        var maps = torch.nn.functional.hardswish(norm.forward(conv.forward(images)));
        Assert.True(torch.allclose(linear.forward(maps.mean([2L, 3L])), module.forward(images), atol: 1e-5));
    }

    [Fact]
    public void Construction_SameSeed_GivesTheSameWeights()
    {
        using var first = Create(seed: 1);
        using var same = Create(seed: 1);
        using var other = Create(seed: 2);
        Assert.True(Tensors.Same(first.Tensors.Flat, same.Tensors.Flat));
        Assert.False(Tensors.Same(first.Tensors.Flat, other.Tensors.Flat));
    }

    [Fact]
    public void Construction_SilentBranches_MakeTheBlockAnIdentity()
    {
        using var module = new GraphModule(TinyNetwork.Create(), new() { SilentBranches = true });
        var scales = module.Tensors.Parameters.ToDictionary(slot => slot.Name, slot => slot.Value.sum().item<float>());
        Assert.Equal(0, scales["block.project.bn.weight"]);
        Assert.Equal(8, scales["stem.bn.weight"]);
    }

    [Fact]
    public void Construction_Kernels_AreSpreadByTheirFanOut()
    {
        var builder = new NetworkBuilder(new(64, 4, 4));
        builder.Add("c", new Conv2d(64, 64, 3, 1, 1), Network.InputIndex);
        using var module = new GraphModule(builder.Build(), new() { Seed = 3 });
        var deviation = module.Tensors.Parameters[0].Value.std().item<float>();
        Assert.Equal(Math.Sqrt(2.0 / (64 * 9)), deviation, tolerance: 0.001);
    }

    [Fact]
    public void Backward_EveryParameter_GetsAGradientInTheFlatTensor()
    {
        using var module = new GraphModule(TinyNetwork.Create(dropPath: 0, dropout: 0), new());
        torch.manual_seed(1);
        module.forward(torch.randn(6, 1, TinyNetwork.Side, TinyNetwork.Side)).square().sum().backward();
        Assert.All(
            module.Tensors.Parameters,
            slot => Assert.True(slot.Value.grad!.abs().sum().item<float>() > 0, slot.Name)
        );
        var sum = module.Tensors.Parameters.Sum(slot => slot.Value.grad!.square().sum().item<float>());
        Assert.Equal(sum, module.Tensors.FlatGradient.square().sum().item<float>(), tolerance: sum * 1e-4);
    }

    [Fact]
    public void Construction_TwoNodesOfOneName_AreRefused()
    {
        var builder = new NetworkBuilder(new(1, 4, 4));
        var x = builder.Add("c", new Conv2d(1, 1, 1, 1, 0), Network.InputIndex);
        builder.Add("c", new Conv2d(1, 1, 1, 1, 0), x);
        var error = Assert.Throws<InvalidNetworkException>(() => new GraphModule(builder.Build(), new()));
        Assert.Contains("c.weight", error.Message, StringComparison.Ordinal);
    }

    private static GraphModule Create(ulong seed = 1, int channels = 1) =>
        new(TinyNetwork.Create(channels: channels), new() { Seed = seed });
}
