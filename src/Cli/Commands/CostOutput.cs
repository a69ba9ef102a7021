using NasCluster.Domain.Architectures;
using NasCluster.Domain.Costs;

namespace NasCluster.Cli.Commands;

/// <summary>What `nas cost` prints of a network.</summary>
/// <param name="InputShape">Batch 1.</param>
/// <param name="Params">Trained elements.</param>
/// <param name="ParamsOfWeightTensors">Those of convolution and linear weights alone.</param>
/// <param name="BufferElements">Running statistics.</param>
/// <param name="Macs">Multiply–accumulates by kind.</param>
/// <param name="ActivationBytes">All activations of one sample in float32.</param>
/// <param name="PeakMemoryBytes">Estimate for inference of one sample in float32.</param>
/// <param name="OutputShape">Batch 1.</param>
internal record CostOutput(
    int[] InputShape,
    long Params,
    long ParamsOfWeightTensors,
    long BufferElements,
    MacCount Macs,
    long ActivationBytes,
    long PeakMemoryBytes,
    int[] OutputShape
)
{
    public static CostOutput Of(Network network)
    {
        var cost = NetworkCost.Of(network);
        return new(
            [1, network.Input.Channels, network.Input.Height, network.Input.Width],
            cost.Params,
            cost.ParamsOfWeightTensors,
            cost.BufferElements,
            cost.Macs,
            cost.ActivationBytes,
            cost.PeakMemoryBytes,
            ShapeOf(cost.OutputShape)
        );
    }

    public static int[] ShapeOf(TensorShape shape) =>
        shape is { Height: 1, Width: 1 } ? [1, shape.Channels] : [1, shape.Channels, shape.Height, shape.Width];

    public IEnumerable<string> Lines()
    {
        yield return $"input {string.Join('x', InputShape)}, output {string.Join('x', OutputShape)}";
        yield return $"params {Params:N0} (weights {ParamsOfWeightTensors:N0}, buffers {BufferElements:N0})";
        yield return $"MACs {Macs.Total:N0} (conv {Macs.Conv:N0}, transposed {Macs.TransposedConv:N0}, linear {Macs.Linear:N0})";
        yield return $"activations {ActivationBytes:N0} bytes, inference peak about {PeakMemoryBytes:N0} bytes (float32, batch 1)";
    }
}
