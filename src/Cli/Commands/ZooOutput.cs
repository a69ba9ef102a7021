using NasCluster.Domain.Zoo;

namespace NasCluster.Cli.Commands;

/// <summary>What `nas zoo describe` prints.</summary>
internal sealed record ZooOutput : CostOutput
{
    private ZooOutput(CostOutput cost)
        : base(cost) { }

    public required string Name { get; init; }

    public required string Family { get; init; }

    public required int Resolution { get; init; }

    public required int Classes { get; init; }

    public LayerOutput[]? Layers { get; init; }

    public static ZooOutput Of(ZooModel model, ZooRequest request, bool layers)
    {
        var network = model.Create(request);
        return new(Of(network))
        {
            Name = model.Name,
            Family = model.Family,
            Resolution = network.Input.Height,
            Classes = request.Classes ?? model.Classes,
            Layers = layers ? LayerOutput.Of(network) : null,
        };
    }
}
