using NasCluster.Domain.Architectures;
using NasCluster.Trainer.Networks;
using NasCluster.Trainer.Training;
using TorchSharp;

namespace NasCluster.Training;

/// <summary>The product's step over one ready tensor: what is left of an epoch when its input costs nothing.</summary>
internal sealed class ReadyLoop : IContender
{
    private readonly Learner _learner;
    private readonly torch.Tensor _images;
    private readonly torch.Tensor _labels;
    private readonly Random _random = new(1);

    public ReadyLoop(Network network, int batch, bool fuse = true)
    {
        _learner = new(new GraphModule(network, new() { Seed = 1, Fuse = fuse }), Recipes.Of(batch));
        (_images, _labels) = Made.Batch(batch);
        Name = fuse ? "ready" : "unfused";
        Run(3);
    }

    public string Name { get; }

    public Timed Run(int steps) => Timed.Of(steps, () => Take(steps));

    public void Dispose()
    {
        _learner.Dispose();
        _images.Dispose();
        _labels.Dispose();
    }

    private void Take(int steps)
    {
        for (var i = 0; i < steps; i++)
        {
            using var scope = torch.NewDisposeScope();
            _learner.Step(_images, _labels, Recipes.LearningRate, _random);
        }
    }
}
