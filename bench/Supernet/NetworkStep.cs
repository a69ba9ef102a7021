using NasCluster.Domain.Architectures;
using NasCluster.Domain.Recipes;
using NasCluster.Trainer.Networks;
using NasCluster.Trainer.Training;
using TorchSharp;

namespace NasCluster.Supernet;

/// <summary>A whole training step of a plain network: forward, backward, clipping, Adam.</summary>
internal sealed class NetworkStep : ITimedStep
{
    private readonly Learner _learner;
    private readonly torch.Tensor _images;
    private readonly torch.Tensor _labels;
    private readonly Random _random = new(1);

    public NetworkStep(Network network)
    {
        _learner = new(
            new GraphModule(network, new() { Seed = 1 }),
            new TrainingRecipe { Optimizer = OptimizerKind.AdamW }
        );
        (_images, _labels) = Made.Batch(network.Input);
    }

    public void Step()
    {
        using var scope = torch.NewDisposeScope();
        _learner.Step(_images, _labels, 1e-3, _random);
    }

    public void Dispose()
    {
        _learner.Dispose();
        _images.Dispose();
        _labels.Dispose();
    }
}
