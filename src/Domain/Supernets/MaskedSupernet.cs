using NasCluster.Domain.Architectures;
using NasCluster.Domain.SearchSpaces;

namespace NasCluster.Domain.Supernets;

/// <summary>FBNet V2's supernet: widths and expansions by channel masks, blocks mixed, resolutions by sub-sampling.</summary>
public sealed class MaskedSupernet : ISupernetBuilder
{
    private static readonly string[] Suffixes = [".block", ".expansion", ".width"];

    public string Decoder => FbNetMaskedDecoder.DecoderName;

    public bool Decides(string dimension) =>
        dimension == MaskedSupernetWriter.Resolution
        || (
            Array.Exists(Suffixes, suffix => dimension.EndsWith(suffix, StringComparison.Ordinal))
            && (
                dimension.StartsWith("layer", StringComparison.Ordinal)
                || dimension.StartsWith("stage", StringComparison.Ordinal)
            )
        );

    public Supernet Build(SupernetSpec spec, ParameterSet architecture, NetworkTarget target)
    {
        var costs = new MaskedCosts();
        var writer = new MaskedSupernetWriter(spec, architecture, target, costs);
        var network = DecoderParts.Guard(writer.Write);
        return new(network, spec.Choices, costs.Macs, costs.Params, new(writer.Blocks));
    }
}
