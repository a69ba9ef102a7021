using NasCluster.Domain.Architectures;
using NasCluster.Domain.Supernets;
using NasCluster.Trainer.Networks;
using TorchSharp;

namespace NasCluster.Trainer.Supernets;

/// <summary>The Torch side of a supernet's own layers.</summary>
/// <param name="weights">The weights of the options.</param>
/// <param name="type">What convolutions are computed in; null: in the tensors' type.</param>
internal sealed class SupernetOperations(ArchitectureWeights weights, torch.ScalarType? type)
{
    /// <summary>How a supernet's module is made.</summary>
    /// <param name="options">Device and seed.</param>
    public ModuleOptions Extend(ModuleOptions options) =>
        options with
        {
            Operations = Create,
            Starting = weights.Begin,
        };

    private ModuleOptions Inner => Extend(new() { ComputeType = type });

    private Operation? Create(LayerNode node, TensorStore tensors) =>
        node.Layer switch
        {
            MixLayer mix => MixOperation.Create(
                mix,
                [.. mix.Branches.Select(branch => new NodeGraph(branch, tensors, Inner))],
                weights
            ),
            MaskedConv2d masked => MaskedConvOperation.Create(node.Name, masked, tensors, weights, type),
            MaskedNorm masked => MaskedNormOperation.Create(node.Name, masked, tensors, weights),
            ResolutionLayer resolution => ResolutionOperation.Create(
                resolution,
                new(resolution.Body, tensors, Inner),
                weights
            ),
            _ => null,
        };
}
