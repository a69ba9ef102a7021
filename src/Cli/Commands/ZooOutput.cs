using NasCluster.Domain.Costs;
using NasCluster.Domain.Zoo;

namespace NasCluster.Cli.Commands;

/// <summary>What `nas zoo describe` prints.</summary>
internal sealed record ZooOutput(
    string Name,
    string Family,
    int Resolution,
    int Classes,
    int[] InputShape,
    long Params,
    long ParamsOfWeightTensors,
    long BufferElements,
    MacCount Macs,
    long ActivationBytes,
    long PeakMemoryBytes,
    int[] OutputShape,
    LayerOutput[]? Layers
)
{
    public static ZooOutput Of(ZooModel model, ZooRequest request, bool layers)
    {
        var network = model.Create(request);
        var cost = CostOutput.Of(network);
        return new(
            model.Name,
            model.Family,
            network.Input.Height,
            request.Classes ?? model.Classes,
            cost.InputShape,
            cost.Params,
            cost.ParamsOfWeightTensors,
            cost.BufferElements,
            cost.Macs,
            cost.ActivationBytes,
            cost.PeakMemoryBytes,
            cost.OutputShape,
            layers ? LayerOutput.Of(network) : null
        );
    }
}
