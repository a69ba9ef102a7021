using NasCluster.Trainer.Networks;
using TorchSharp;

namespace NasCluster.Trainer.Proxies;

/// <summary>Sums over the layers that have weights: convolutions and linear ones.</summary>
internal static class Sums
{
    /// <summary>Their weights; scales, shifts and biases are no part of any proxy.</summary>
    public static IEnumerable<TensorSlot> LayersOf(GraphModule module) =>
        module.Tensors.Parameters.Where(slot => slot.Shape.Length > 1);

    public static torch.Tensor OfNorms(torch.Tensor weight, torch.Tensor gradient) => gradient.norm();

    public static torch.Tensor OfMagnitudes(torch.Tensor weight, torch.Tensor gradient) =>
        weight.mul(gradient).abs().sum();

    public static torch.Tensor OfProducts(torch.Tensor weight, torch.Tensor gradient) => weight.mul(gradient).sum();

    /// <param name="module">With gradients.</param>
    /// <param name="ofLayer">A scalar of a layer's weight and its gradient.</param>
    public static double Of(GraphModule module, Func<torch.Tensor, torch.Tensor, torch.Tensor> ofLayer)
    {
        using var scope = torch.NewDisposeScope();
        using var noGradient = torch.no_grad();
        return LayersOf(module).Sum(slot => ofLayer(slot.Value, slot.Value.grad!).to(torch.float64).item<double>());
    }
}
