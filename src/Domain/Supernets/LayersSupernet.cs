using System.Collections.Immutable;
using NasCluster.Domain.Architectures;
using NasCluster.Domain.Costs;
using NasCluster.Domain.Latency;
using NasCluster.Domain.SearchSpaces;
using NasCluster.Domain.Zoo;

namespace NasCluster.Domain.Supernets;

/// <summary>FBNet V1's stochastic super net: every layer runs all its blocks and adds them by their weights.</summary>
public sealed class LayersSupernet : ISupernetBuilder
{
    private const string Suffix = ".block";

    public string Decoder => FbNetLayersDecoder.DecoderName;

    public bool Decides(string dimension) =>
        dimension.StartsWith("layer", StringComparison.Ordinal) && dimension.EndsWith(Suffix, StringComparison.Ordinal);

    public Supernet Build(SupernetSpec spec, ParameterSet architecture, NetworkTarget target)
    {
        var branches = new ImmutableArray<Network>[spec.Choices.Length];
        var network = DecoderParts.Guard(() =>
            FbNetLayersDecoder.Write(
                new(architecture, ParameterSet.Empty),
                target,
                (writer, from, place) =>
                {
                    var name = $"layer{place.Number}{Suffix}";
                    var choice = spec.Choices.IndexOf(spec.Choices.FirstOrDefault(c => c.Name == name)!);
                    if (choice < 0)
                    {
                        return FbNetForm.AppendPaper(
                            writer,
                            from,
                            architecture.Text(name),
                            place.Channels,
                            place.Stride
                        );
                    }

                    branches[choice] = BranchesOf(spec.Choices[choice], writer, from, place);
                    return writer.Network.Add(writer.Path, new MixLayer(choice, branches[choice]), from);
                }
            )
        );
        return new(
            network,
            spec.Choices,
            Macs(network, branches),
            Params(network, branches),
            new([
                .. FixedBlocks(network).Select(block => TimedBlock.Fixed(block)),
                .. branches.SelectMany((all, choice) => all.SelectMany((branch, i) => BlockOf(branch, choice, i))),
            ])
        );
    }

    private static ImmutableArray<Network> BranchesOf(
        SupernetChoice choice,
        BlockWriter writer,
        int from,
        LayerPlace place
    ) =>
        [
            .. choice.Options.Select(option =>
            {
                var branch = new NetworkBuilder(writer.Network.ShapeOf(from));
                var part = new BlockWriter(branch, writer.Path.In(option.AsText()), writer.Style);
                FbNetForm.AppendPaper(part, Network.InputIndex, option.AsText(), place.Channels, place.Stride);
                return branch.Build();
            }),
        ];

    private static IEnumerable<TimedBlock> BlockOf(Network branch, int choice, int option) =>
        branch.Nodes.IsEmpty ? [] : [TimedBlock.Fixed(new("", branch), choice, option)];

    // A mixed layer is a block of its own: what a table has no entry for is not fixed.
    private static IEnumerable<NetworkBlock> FixedBlocks(Network network) =>
        NetworkBlocks.Of(network).Where(block => !block.Network.Nodes.Any(node => node.Layer is MixLayer));

    private static SupernetCost Macs(Network network, ImmutableArray<Network>[] branches) =>
        CostOf(network, branches, cost => cost.Macs.Total);

    private static SupernetCost Params(Network network, ImmutableArray<Network>[] branches) =>
        CostOf(network, branches, cost => cost.Params);

    private static SupernetCost CostOf(
        Network network,
        ImmutableArray<Network>[] branches,
        Func<NetworkCost, long> cost
    )
    {
        var mixed = branches.Sum(all => all.Sum(branch => cost(NetworkCost.Of(branch))));
        return new([
            new(TotalOf(network, cost) - mixed, null, 0, []),
            .. branches.SelectMany(
                (all, choice) => all.Select((branch, i) => new CostTerm(cost(NetworkCost.Of(branch)), choice, i, []))
            ),
        ]);
    }

    // MACs of mixed layers are no convolution's and in no sum of the whole network.
    private static long TotalOf(Network network, Func<NetworkCost, long> cost) =>
        cost(NetworkCost.Of(network) with { Macs = new(SupernetSums.Macs(network), 0, 0) });
}
