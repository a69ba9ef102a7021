using NasCluster.Domain.Architectures;
using NasCluster.Trainer.Networks;
using TorchSharp;

namespace NasCluster.Trainer.Proxies;

/// <summary>A network with the same weights in double precision.</summary>
internal static class PreciseCopy
{
    public static GraphModule Of(
        Network network,
        GraphModule module,
        Func<LayerNode, Operation, Operation>? wrap = null
    )
    {
        var copy = new GraphModule(
            network,
            new()
            {
                Device = module.Device,
                Wrap = wrap,
                Type = torch.ScalarType.Float64,
            }
        );
        using var noGradient = torch.no_grad();
        copy.Tensors.Flat.copy_(module.Tensors.Flat);
        return copy;
    }
}
