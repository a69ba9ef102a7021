using NasCluster.Domain.Recipes;
using NasCluster.Domain.Supernets;
using NasCluster.Trainer.Supernets;
using NasCluster.Trainer.Training;
using TorchSharp;

namespace NasCluster.Supernet;

/// <summary>A whole training step of a supernet's weights, or of θ.</summary>
internal sealed class SupernetStep : ITimedStep
{
    private readonly SupernetModule _supernet;
    private readonly Learner _learner;
    private readonly ThetaStep _theta;
    private readonly torch.Tensor _images;
    private readonly torch.Tensor _labels;
    private readonly Random _random = new(1);

    public SupernetStep(SupernetSpec spec, Domain.Supernets.Supernet supernet)
    {
        _supernet = new(spec, supernet, supernet.Macs, new() { Seed = 1 });
        _supernet.Weights.Temperature = spec.Temperature;
        _learner = new(_supernet.Module, new TrainingRecipe { Optimizer = OptimizerKind.AdamW });
        _theta = new(_supernet);
        (_images, _labels) = Made.Batch(supernet.Network.Input);
    }

    /// <summary>Steps train θ instead of the weights.</summary>
    public bool OfTheta { get; set; }

    public void Step()
    {
        using var scope = torch.NewDisposeScope();
        _supernet.Weights.Learns = OfTheta;
        if (OfTheta)
        {
            _theta.Run(_images, _labels);
        }
        else
        {
            _learner.Step(_images, _labels, 1e-3, _random);
        }
    }

    public void Dispose()
    {
        _theta.Dispose();
        _learner.Dispose();
        _supernet.Weights.Dispose();
        _supernet.Cost.Dispose();
        _images.Dispose();
        _labels.Dispose();
    }
}
