using NasCluster.Domain.Architectures;
using NasCluster.Domain.Supernets;
using NasCluster.Trainer.Networks;

namespace NasCluster.Trainer.Supernets;

/// <summary>The Torch side of a supernet's own layers.</summary>
internal sealed class SupernetOperations(ArchitectureWeights weights)
{
    /// <summary>How a supernet's module is made.</summary>
    /// <param name="options">Device and seed.</param>
    public ModuleOptions Extend(ModuleOptions options) =>
        options with
        {
            Operations = Create,
            Starting = weights.Begin,
        };

    private Operation? Create(LayerNode node, TensorStore tensors) =>
        node.Layer switch
        {
            MixLayer mix => MixOperation.Create(
                mix,
                [.. mix.Branches.Select(branch => new NodeGraph(branch, tensors, Extend(new())))],
                weights
            ),
            MaskedConv2d masked => MaskedConvOperation.Create(node.Name, masked, tensors, weights),
            MaskedNorm masked => MaskedNormOperation.Create(node.Name, masked, tensors, weights),
            ResolutionLayer resolution => ResolutionOperation.Create(
                resolution,
                new(resolution.Body, tensors, Extend(new())),
                weights
            ),
            _ => null,
        };
}
