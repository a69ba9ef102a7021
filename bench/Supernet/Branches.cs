using NasCluster.Domain.Latency;
using NasCluster.Domain.Supernets;

namespace NasCluster.Supernet;

/// <summary>All branches of a supernet and what always runs, one after the other, each by itself.</summary>
internal sealed class Branches : ITimedStep
{
    private readonly List<BranchStep> _steps;

    public Branches(Domain.Supernets.Supernet supernet)
    {
        var mixed = supernet
            .Network.Nodes.Select(node => node.Layer)
            .OfType<MixLayer>()
            .SelectMany(mix => mix.Branches);
        var always = NetworkBlocks
            .Of(supernet.Network)
            .Where(b => !b.Network.Nodes.Any(node => node.Layer is MixLayer));
        _steps =
        [
            .. mixed
                .Concat(always.Select(block => block.Network))
                .Where(network => !network.Nodes.IsEmpty)
                .Select(network => new BranchStep(network)),
        ];
    }

    public void Step() => _steps.ForEach(step => step.Step());

    public void Dispose() => _steps.ForEach(step => step.Dispose());
}
