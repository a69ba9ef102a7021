using NasCluster.Domain.Architectures;
using NasCluster.Trainer.Networks;
using TorchSharp;

namespace NasCluster.Trainer.Exporting;

/// <summary>
/// Gives an untrained network the normalisation statistics of one batch of noise. With those it starts with (mean 0,
/// variance 1) activations grow from layer to layer until float32 says nothing about them.
/// </summary>
internal static class NormCalibration
{
    private const int Batch = 4;
    private const double SmallestVariance = 0.5;

    public static void Apply(Network network, GraphModule module, ulong seed)
    {
        using var scope = torch.NewDisposeScope();
        using var noGradient = torch.no_grad();
        var norms = Norms(network, module);
        foreach (var (slot, _) in norms)
        {
            slot.Value.zero_();
        }

        torch.manual_seed(unchecked((long)seed));
        var input = network.Input;
        module.train();
        module.forward(torch.randn([Batch, input.Channels, input.Height, input.Width]));
        module.eval();

        // From zero, one step of the running mean is momentum · statistic.
        foreach (var (slot, momentum) in norms)
        {
            slot.Value.Divide(momentum);
            if (slot.Name.EndsWith("running_var", StringComparison.Ordinal))
            {
                // A channel that is all but constant over the noise would be blown up by its own tiny deviation.
                slot.Value.clamp_(slot.Value.mean().Times(SmallestVariance));
            }
        }
    }

    private static List<(TensorSlot Slot, double Momentum)> Norms(Network network, GraphModule module)
    {
        var live = network.Live();
        var momenta = network
            .Nodes.Where((node, i) => live[i] && node.Layer is BatchNorm2d)
            .ToDictionary(node => node.Name, node => ((BatchNorm2d)node.Layer).Momentum, StringComparer.Ordinal);
        return
        [
            .. module
                .Tensors.Buffers.Where(slot => momenta.ContainsKey(NodeOf(slot)))
                .Select(slot => (slot, momenta[NodeOf(slot)])),
        ];
    }

    private static string NodeOf(TensorSlot slot) => slot.Name[..slot.Name.LastIndexOf('.')];
}
