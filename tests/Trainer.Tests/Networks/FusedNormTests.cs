using NasCluster.Domain.Architectures;
using NasCluster.Domain.Recipes;
using NasCluster.Trainer.Networks;
using NasCluster.Trainer.Networks.Fused;
using NasCluster.Trainer.Tests.Shared;
using NasCluster.Trainer.Training;
using TorchSharp;

namespace NasCluster.Trainer.Tests.Networks;

[Collection(TorchTests.Name)]
public sealed class FusedNormTests
{
    private const int Classes = 3;

    public static TheoryData<Activation?, int> Cases()
    {
        var cases = new TheoryData<Activation?, int>();
        foreach (var kind in (Activation?[])[null, Activation.Relu, Activation.HardSwish, Activation.Swish])
        {
            // A multiple of a vector, one of half a vector, one of neither, and one that many pixels share a row for.
            foreach (var channels in (int[])[16, 12, 9, 1])
            {
                cases.Add(kind, channels);
            }
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Step_Fused_GivesLibtorchsLossGradientsAndStatistics(Activation? kind, int channels)
    {
        using var scope = torch.NewDisposeScope();
        torch.manual_seed(5);
        var images = torch.randn(5, 1, 7, 7);
        var labels = torch.randint(0, Classes, 5, dtype: torch.int64);
        using var plain = new GraphModule(NetworkOf(kind, channels), new() { Seed = 1, Fuse = false });
        using var fused = new GraphModule(NetworkOf(kind, channels), new() { Seed = 1 });
        Assert.Equal(Loss(plain, images, labels), Loss(fused, images, labels), 1e-5);
        AssertClose(plain.Tensors.FlatGradient, fused.Tensors.FlatGradient);
        foreach (var (expected, actual) in plain.Tensors.Buffers.Zip(fused.Tensors.Buffers))
        {
            AssertClose(expected.Value, actual.Value);
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Evaluation_Fused_GivesLibtorchsScores(Activation? kind, int channels)
    {
        using var scope = torch.NewDisposeScope();
        torch.manual_seed(7);
        var images = torch.randn(5, 1, 7, 7);
        using var plain = new GraphModule(NetworkOf(kind, channels), new() { Seed = 1, Fuse = false });
        using var fused = new GraphModule(NetworkOf(kind, channels), new() { Seed = 1 });
        foreach (var module in (GraphModule[])[plain, fused])
        {
            // Moments that are not those of the start.
            _ = Loss(module, images, torch.zeros(5, torch.int64));
            module.eval();
        }

        AssertClose(plain.forward(images), fused.forward(images));
        using var noGradient = torch.no_grad();
        var expected = plain.forward(images);
        AssertClose(expected, fused.forward(images));
        AssertClose(expected, fused.forward(images));
    }

    [Fact]
    public void Evaluation_ConvolutionReadTwice_IsNotWrittenOver()
    {
        var builder = new NetworkBuilder(new(1, 6, 6));
        var conv = builder.Add("conv", Conv2d.From(new(8, Kernel: 3), 1), Network.InputIndex);
        var norm = builder.Add("bn", new BatchNorm2d(8), conv);
        var act = builder.Add("act", new ActivationLayer(Activation.Relu), norm);
        builder.Add(
            "out",
            new Linear(8, Classes),
            builder.Add("pool", new GlobalAveragePool(), builder.Add("sum", new AddLayer(), act, conv))
        );
        using var scope = torch.NewDisposeScope();
        using var noGradient = torch.no_grad();
        torch.manual_seed(8);
        var images = torch.randn(4, 1, 6, 6);
        using var plain = new GraphModule(builder.Build(), new() { Seed = 1, Fuse = false });
        using var fused = new GraphModule(builder.Build(), new() { Seed = 1 });
        plain.eval();
        fused.eval();
        AssertClose(plain.forward(images), fused.forward(images));
    }

    [Fact]
    public void Step_FusedAlone_ReadsEveryNodeOnce()
    {
        // The normalisation is read twice, so that it cannot vanish into the activation.
        var builder = new NetworkBuilder(new(1, 6, 6));
        var conv = builder.Add("conv", Conv2d.From(new(8, Kernel: 3), 1), Network.InputIndex);
        var norm = builder.Add("bn", new BatchNorm2d(8), conv);
        var act = builder.Add("act", new ActivationLayer(Activation.Relu), norm);
        builder.Add(
            "out",
            new Linear(8, Classes),
            builder.Add("pool", new GlobalAveragePool(), builder.Add("sum", new AddLayer(), norm, act))
        );
        using var scope = torch.NewDisposeScope();
        torch.manual_seed(6);
        var images = torch.randn(4, 1, 6, 6);
        var labels = torch.randint(0, Classes, 4, dtype: torch.int64);
        using var plain = new GraphModule(builder.Build(), new() { Seed = 1, Fuse = false });
        using var fused = new GraphModule(builder.Build(), new() { Seed = 1 });
        Assert.Equal(Loss(plain, images, labels), Loss(fused, images, labels), 1e-5);
        AssertClose(plain.Tensors.FlatGradient, fused.Tensors.FlatGradient);
    }

    [Theory]
    [InlineData(Activation.Relu)]
    [InlineData(Activation.HardSwish)]
    [InlineData(Activation.Swish)]
    public void Step_ImageThatIsNoNumber_MakesTheLossNone(Activation kind)
    {
        using var scope = torch.NewDisposeScope();
        using var module = new GraphModule(NetworkOf(kind, 8), new() { Seed = 1 });
        var images = torch.full([4, 1, 7, 7], float.NaN);
        Assert.True(float.IsNaN(Loss(module, images, torch.zeros(4, torch.int64))));
    }

    [Fact]
    public unsafe void Forward_MeanFarFromZero_KeepsTheVariance()
    {
        var shape = new NormShape(8, 1000);
        var values = Enumerable.Range(0, 8000).Select(i => 1e4f + (i / 8 % 2 == 0 ? 0.5f : -0.5f)).ToArray();
        fixed (float* x = values)
        fixed (float* z = new float[values.Length])
        {
            var ones = Enumerable.Repeat(1f, 8).ToArray();
            var (_, mean, variance) = NormKernels.Create(null, 1).Forward(x, z, shape, ones, new float[8], 0);
            Assert.All(mean, value => Assert.Equal(1e4, value, 1e-3));
            Assert.All(variance, value => Assert.Equal(0.25, value, 1e-4));
            Assert.Equal(1, Math.Abs(z[0]), 1e-3);
        }
    }

    [Fact]
    public unsafe void Backward_SeveralThreads_GivesTheSameEveryTime()
    {
        var shape = new NormShape(12, 40_001);
        var random = new Random(3);
        var (x, g) = (Numbers(random, shape), Numbers(random, shape));
        var one = Gradients(1, shape, x, g);
        var three = Gradients(3, shape, x, g);
        Assert.Equal(three, Gradients(3, shape, x, g));
        for (var i = 0; i < one.Length; i += 97)
        {
            Assert.Equal(one[i], three[i], 1e-4f);
        }
    }

    [Fact]
    public void Train_ManySteps_HoldsNoMoreTensorsThanAfterTheFirst()
    {
        using var learner = new Learner(
            new GraphModule(NetworkOf(Activation.Swish, 16), new() { Seed = 1 }),
            new TrainingRecipe()
        );
        using var images = torch.randn(8, 1, 7, 7).DetachFromDisposeScope();
        using var labels = torch.zeros(8, torch.int64).DetachFromDisposeScope();
        Step();
        // Those of the process may become fewer: what other tests left is collected at some time.
        var all = torch.Tensor.TotalCount;
        var statistics = DisposeScopeManager.Statistics.TensorStatistics;
        var before = statistics.ThreadTotalLiveCount;
        for (var i = 0; i < 20; i++)
        {
            Step();
        }

        Assert.Equal(before, statistics.ThreadTotalLiveCount);
        Assert.InRange(torch.Tensor.TotalCount, 0, all);

        void Step()
        {
            using var scope = torch.NewDisposeScope();
            learner.Step(images, labels, 1e-3, Random.Shared);
        }
    }

    private static unsafe float[] Gradients(int threads, NormShape shape, float[] x, float[] g)
    {
        var kernel = NormKernels.Create(Activation.Swish, threads);
        var gradients = new float[x.Length];
        var (scale, shift) = (new float[shape.Channels], new float[shape.Channels]);
        fixed (float* values = x)
        fixed (float* slopes = g)
        fixed (float* target = gradients)
        {
            var (moments, _, _) = kernel.Forward(
                values,
                target,
                shape,
                Numbers(new Random(1), new(12, 1)),
                scale,
                1e-5
            );
            kernel.Backward(values, slopes, target, moments, scale, shift);
        }

        return [.. gradients, .. scale, .. shift];
    }

    private static float[] Numbers(Random random, NormShape shape) =>
        [.. Enumerable.Range(0, (int)(shape.Channels * shape.Pixels)).Select(_ => random.NextSingle() - 0.3f)];

    private static Network NetworkOf(Activation? kind, int channels)
    {
        var network = new NetworkBuilder(new(1, 7, 7));
        var x = network.ConvNormAct("a", Network.InputIndex, new(channels, Kernel: 3), kind);
        x = network.ConvNormAct("b", x, new(channels, Kernel: 3, Stride: 2), kind);
        network.Add("out", new Linear(channels, Classes), network.Add("pool", new GlobalAveragePool(), x));
        return network.Build();
    }

    private static float Loss(GraphModule module, torch.Tensor images, torch.Tensor labels)
    {
        module.train();
        var loss = torch.nn.functional.cross_entropy(module.forward(images), labels);
        loss.backward();
        return loss.item<float>();
    }

    private static void AssertClose(torch.Tensor expected, torch.Tensor actual) =>
        Assert.True(
            torch.allclose(expected, actual, rtol: 1e-3, atol: 1e-5),
            $"off by {(expected - actual).abs().max().item<float>()}"
        );
}
