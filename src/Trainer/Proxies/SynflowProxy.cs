using NasCluster.Domain.Architectures;
using NasCluster.Trainer.Networks;
using TorchSharp;

namespace NasCluster.Trainer.Proxies;

/// <summary>
/// Synaptic flow: all weights made positive, normalisations left out, one image of ones in double precision; the sum of all
/// outputs is R, and the proxy Σ |W ∂R/∂W|.
/// </summary>
internal static class SynflowProxy
{
    public static double Compute(Network network, Func<Func<LayerNode, Operation, Operation>?, GraphModule> moduleOf)
    {
        using var module = moduleOf(WithoutNorm);
        using (torch.no_grad())
        {
            module.Tensors.Flat.abs_();
        }

        var input = network.Input;
        var ones = torch.ones(
            [1, input.Channels, input.Height, input.Width],
            dtype: torch.float64,
            device: module.Device
        );
        using var precise = PreciseCopy.Of(network, module, WithoutNorm);
        precise.train(false);
        precise.forward(ones).sum().backward();
        return Sums.Of(precise, Sums.OfMagnitudes);
    }

    private static Operation WithoutNorm(LayerNode node, Operation operation) =>
        node.Layer is BatchNorm2d ? (inputs, _) => inputs[0].alias() : operation;
}
