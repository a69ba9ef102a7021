using NasCluster.Domain.Architectures;
using NasCluster.Domain.Proxies;
using NasCluster.Domain.SearchSpaces;
using NasCluster.Trainer.Networks;
using NasCluster.Trainer.Training;
using TorchSharp;

namespace NasCluster.Trainer.Proxies;

/// <summary>
/// Computes proxies of one network on one batch. Every one starts from the same weights, a function of the seed; dropout
/// and drop path are left out.
/// </summary>
/// <param name="network">The description.</param>
/// <param name="batch">The batch.</param>
/// <param name="objective">The loss.</param>
/// <param name="device">Where.</param>
/// <param name="seed">Of the weights.</param>
internal sealed class ProxyRun(Network network, ProxyBatch batch, IObjective objective, torch.Device device, ulong seed)
{
    /// <summary>Those of the names whose value is finite.</summary>
    /// <param name="names">Of <see cref="ProxyCatalog"/>.</param>
    public ParameterSet Compute(IEnumerable<string> names) =>
        new(
            names
                .Select(name => KeyValuePair.Create(name, ValueOf(name)))
                .Where(pair => double.IsFinite(pair.Value))
                .Select(pair => KeyValuePair.Create(pair.Key, (ParameterValue)pair.Value))
                .ToList()
        );

    /// <summary>One proxy; not finite where it is not defined for this network and batch.</summary>
    public double ValueOf(string name)
    {
        using var scope = torch.NewDisposeScope();
        return name switch
        {
            ProxyCatalog.GradNorm => OfGradients(Sums.OfNorms),
            ProxyCatalog.Snip => OfGradients(Sums.OfMagnitudes),
            ProxyCatalog.Plain => OfGradients(Sums.OfProducts),
            ProxyCatalog.L2Norm => OfWeights(),
            ProxyCatalog.Grasp => OfCurvature(),
            ProxyCatalog.Fisher => FisherProxy.Compute(Module, batch, objective),
            ProxyCatalog.Synflow => SynflowProxy.Compute(network, Module),
            ProxyCatalog.JacobCov => OfJacobians(),
            ProxyCatalog.Naswot => ActivationCodes.LogDeterminant(Module, batch),
            _ => throw new ArgumentException($"There is no proxy '{name}'.", nameof(name)),
        };
    }

    private double OfGradients(Func<torch.Tensor, torch.Tensor, torch.Tensor> ofLayer)
    {
        using var module = Module(null);
        Loss(module).backward();
        return Sums.Of(module, ofLayer);
    }

    private double OfWeights()
    {
        using var module = Module(null);
        return Sums.Of(module, (weight, _) => weight.norm());
    }

    // H g as the gradient of g · ∂L/∂W with g held fixed.
    private double OfCurvature()
    {
        using var module = Module(TwiceDifferentiable);
        var weights = Sums.LayersOf(module).Select(slot => slot.Value).ToList();
        var fixedGradients = torch.autograd.grad([Loss(module)], weights, allow_unused: true);
        var gradients = torch.autograd.grad(
            [Loss(module)],
            weights,
            retain_graph: true,
            create_graph: true,
            allow_unused: true
        );
        var product = torch.zeros([], device: device);
        for (var i = 0; i < weights.Count; i++)
        {
            if (gradients[i] is { } gradient && fixedGradients[i] is { } held)
            {
                product = product.Plus(held.detach().mul(gradient).sum());
            }
        }

        module.Tensors.FlatGradient.zero_();
        product.backward();
        return -Sums.Of(module, Sums.OfProducts);
    }

    private double OfJacobians()
    {
        using var module = Module(null);
        module.train();
        var images = batch.Images.detach().clone().requires_grad_();
        module.forward(images).sum().backward();
        using var jacobians = images.grad!.flatten(1).to(torch.float64).cpu();
        return JacobianCorrelation.Score(jacobians);
    }

    private torch.Tensor Loss(GraphModule module)
    {
        module.train();
        return objective.Loss(module, batch.Images, batch.Labels, share: 1);
    }

    private GraphModule Module(Func<LayerNode, Operation, Operation>? wrap) =>
        new(
            network,
            new()
            {
                Device = device,
                Seed = seed,
                Wrap = (node, operation) =>
                    IsChance(node.Layer)
                        ? (inputs, _) => inputs[0].alias()
                        : wrap?.Invoke(node, operation) ?? operation,
            }
        );

    // libtorch has no second derivative of its hard sigmoid; this is the same function of x, relu6(x + 3) / 6.
    private static Operation TwiceDifferentiable(LayerNode node, Operation operation) =>
        node.Layer is ActivationLayer { Kind: Activation.HardSigmoid }
            ? (inputs, _) =>
            {
                using var moved = inputs[0].clone().Increase(3);
                using var limited = torch.nn.functional.relu6(moved);
                return limited.Times(1 / 6.0);
            }
            : operation;

    // Dropout is part of a training, not of what is scored.
    private static bool IsChance(Layer layer) => layer is DropoutLayer or ChannelDropoutLayer or DropPathLayer;
}
