using NasCluster.Domain.Architectures;
using NasCluster.Trainer.Networks;
using TorchSharp;

namespace NasCluster.Trainer.Tests.Networks;

/// <summary>A network run node by node, with every output shape that libtorch gave.</summary>
internal sealed class ObservedNetwork
{
    private ObservedNetwork(long parameters, long macs, long[] output)
    {
        Parameters = parameters;
        Macs = macs;
        Output = output;
    }

    public long Parameters { get; }

    public long Macs { get; }

    public long[] Output { get; }

    public static ObservedNetwork Run(Network network)
    {
        using var scope = torch.NewDisposeScope();
        using var noGradient = torch.no_grad();
        using var tensors = new TensorStore();
        var operations = network.Nodes.Select(node => OperationCatalog.Create(node, tensors, new())).ToList();
        tensors.Allocate(torch.CPU, 1);
        var results = new List<torch.Tensor>();
        var image = torch.zeros(1, network.Input.Channels, network.Input.Height, network.Input.Width);
        foreach (var (node, operation) in network.Nodes.Zip(operations))
        {
            results.Add(operation([.. node.Inputs.Select(i => i < 0 ? image : results[i])], false));
        }

        var outputs = network.Nodes.Zip(results).ToDictionary(pair => pair.First.Name, pair => pair.Second.shape);
        return new(
            tensors.Parameters.Sum(slot => slot.Value.numel()),
            tensors.Parameters.Where(slot => slot.Shape.Length > 1).Sum(slot => MacsOf(slot, outputs)),
            results[^1].shape
        );
    }

    // Every weight of a kernel is used once per place of the output map.
    private static long MacsOf(TensorSlot weight, Dictionary<string, long[]> outputs)
    {
        var node = weight.Name[..weight.Name.LastIndexOf('.')];
        return weight.Value.numel() * outputs[node].Skip(2).Aggregate(1L, (product, side) => product * side);
    }
}
