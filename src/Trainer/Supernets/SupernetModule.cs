using System.Collections.Immutable;
using NasCluster.Domain.Supernets;
using NasCluster.Trainer.Networks;
using TorchSharp;

namespace NasCluster.Trainer.Supernets;

/// <summary>A supernet as a module, with θ and the cost it is weighed by.</summary>
internal sealed class SupernetModule
{
    /// <param name="spec">How it is trained.</param>
    /// <param name="supernet">What it is.</param>
    /// <param name="costs">What its options cost.</param>
    /// <param name="options">Device and seed.</param>
    public SupernetModule(SupernetSpec spec, Supernet supernet, SupernetCost costs, ModuleOptions options)
    {
        Spec = spec;
        Weights = new(supernet.Choices, spec.Mode, options.Device);
        Cost = new(costs, Weights.Width, options.Device);
        Costs = costs;
        ReadCosts();
        Module = new(supernet.Network, new SupernetOperations(Weights, options.ComputeType).Extend(options));
    }

    public SupernetSpec Spec { get; }

    public SupernetCost Costs { get; private set; }

    public ArchitectureWeights Weights { get; }

    public EffectiveCost Cost { get; }

    public GraphModule Module { get; }

    /// <summary>Takes the costs from their tensor, which a checkpoint may have changed.</summary>
    public void ReadCosts()
    {
        var values = Cost.Coefficients.cpu().data<float>().ToArray();
        Costs = new([.. Costs.Terms.Zip(values, (term, value) => term with { Coefficient = value })]);
    }

    /// <summary>softmax(θ) of every choice.</summary>
    public double[][] Probabilities()
    {
        using var scope = torch.NewDisposeScope();
        using var noGradient = torch.no_grad();
        return [.. Rows(Weights.Probabilities()).Select(row => row.Select(value => (double)value).ToArray())];
    }

    /// <summary>θ of every choice.</summary>
    public ImmutableArray<ImmutableArray<float>> Theta()
    {
        using var scope = torch.NewDisposeScope();
        using var noGradient = torch.no_grad();
        return [.. Rows(Weights.Theta).Select(row => row.ToImmutableArray())];
    }

    private float[][] Rows(torch.Tensor matrix)
    {
        var values = matrix.detach().cpu().data<float>().ToArray();
        return
        [
            .. Spec.Choices.Select(
                (choice, i) => choice.Options.Select((_, j) => values[i * Weights.Width + j]).ToArray()
            ),
        ];
    }
}
