using NasCluster.Domain.Architectures;
using NasCluster.Domain.Recipes;
using NasCluster.Trainer.Networks;
using NasCluster.Trainer.Training;
using TorchSharp;

namespace NasCluster.Supernet;

/// <summary>A branch by itself: forward, backward from a given gradient to its weights and its input, clipping, Adam.</summary>
internal sealed class BranchStep : ITimedStep
{
    private readonly GraphModule _module;
    private readonly Optimizer _optimizer;
    private readonly torch.Tensor _input;
    private readonly torch.Tensor _gradient;

    public BranchStep(Network branch)
    {
        _module = new(branch, new() { Seed = 1 });
        _optimizer = OptimizerCatalog.Create(_module.Tensors, new TrainingRecipe { Optimizer = OptimizerKind.AdamW });
        var output = branch.Shapes()[^1];
        torch.manual_seed(1);
        using var raw = torch.randn(Cases.Batch, branch.Input.Channels, branch.Input.Height, branch.Input.Width);
        _input = ChannelsLast.Of(raw).requires_grad_();
        using var slope = torch.randn(Cases.Batch, output.Channels, output.Height, output.Width);
        _gradient = output.Height > 1 ? ChannelsLast.Of(slope) : slope.view(Shape(branch)).clone();
    }

    public void Step()
    {
        using var scope = torch.NewDisposeScope();
        _module.train();
        var output = _module.forward(_input);
        output.backward([_gradient]);
        GradientClip.Apply(_module.Tensors.FlatGradient);
        _optimizer.Step(1e-3);
        using var noGradient = torch.no_grad();
        _input.grad!.zero_();
    }

    public void Dispose()
    {
        _module.Dispose();
        _optimizer.Dispose();
        _input.Dispose();
        _gradient.Dispose();
    }

    private static long[] Shape(Network branch)
    {
        using var module = new GraphModule(branch, new());
        using var scope = torch.NewDisposeScope();
        return module
            .forward(torch.zeros(Cases.Batch, branch.Input.Channels, branch.Input.Height, branch.Input.Width))
            .shape;
    }
}
