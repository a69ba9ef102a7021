using NasCluster.Domain.Architectures;
using NasCluster.Trainer.Networks;
using NasCluster.Trainer.Training;
using TorchSharp;

namespace NasCluster.Trainer.Proxies;

/// <summary>
/// Fisher pruning's saliency: for each channel of a layer's output a, ½ · mean over images of (Σ over pixels of a · ∂L/∂a)²,
/// counted once for every weight of the channel as the reference implementation does.
/// </summary>
internal static class FisherProxy
{
    /// <param name="moduleOf">Makes the network with its operations wrapped.</param>
    /// <param name="batch">The batch.</param>
    /// <param name="objective">The loss.</param>
    public static double Compute(
        Func<Func<LayerNode, Operation, Operation>?, GraphModule> moduleOf,
        ProxyBatch batch,
        IObjective objective
    )
    {
        var outputs = new List<(torch.Tensor Output, torch.Tensor Probe, long WeightsPerChannel)>();
        using var module = moduleOf((node, operation) => Probed(node, operation, outputs));
        module.train();
        objective.Loss(module, batch.Images, batch.Labels, share: 1).backward();
        using var noGradient = torch.no_grad();
        return outputs.Sum(layer => layer.WeightsPerChannel * OfLayer(layer.Output, layer.Probe.grad!));
    }

    private static double OfLayer(torch.Tensor output, torch.Tensor gradient)
    {
        var product = output.mul(gradient);
        var ofImages = product.dim() > 2 ? product.flatten(2).sum(2) : product;
        return 0.5 * ofImages.mul(ofImages).sum().to(torch.float64).item<double>() / ofImages.shape[0];
    }

    // Zeros added to an output have the output's gradient.
    private static Operation Probed(
        LayerNode node,
        Operation operation,
        List<(torch.Tensor Output, torch.Tensor Probe, long WeightsPerChannel)> outputs
    )
    {
        long? weights = node.Layer switch
        {
            Conv2d conv => conv.Weights / conv.OutChannels,
            Linear linear => linear.InFeatures,
            _ => null,
        };
        return weights is not { } count
            ? operation
            : (inputs, training) =>
            {
                using var output = operation(inputs, training);
                var probe = torch.zeros_like(output).requires_grad_();
                outputs.Add((output.detach(), probe, count));
                return output.Plus(probe);
            };
    }
}
