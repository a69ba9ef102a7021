using NasCluster.Domain.SearchSpaces;

namespace NasCluster.Domain.Architectures;

/// <summary>FBNet V2: a macro architecture whose stages choose their width and whose layers choose block and expansion.</summary>
/// <remarks>
/// Reads <c>macro</c> (f, p, l, f-small, p-small, l-small), <c>stage{s}.width</c>, per layer <c>layer{i}.block</c> (k3 or k5,
/// each alone or with _se, _hs or _se_hs; skip) and <c>layer{i}.expansion</c>, optionally <c>resolution</c>. From the recipe:
/// <c>dropout</c>. Blocks keep their first 1×1 at every expansion; the first layer of a stage has no shortcut.
/// </remarks>
public sealed class FbNetMaskedDecoder : INetworkDecoder
{
    internal const string DecoderName = "fbnet-v2-layers";

    public string Name => DecoderName;

    public IEnumerable<string> Check(SearchSpace space) =>
        RequiredDimensions.Missing(Name, space, stageParts: [], "macro", "stage1.width", "layer1.block");

    public int Resolution(Configuration configuration, NetworkTarget target) =>
        DecoderParts.Resolution(configuration, target);

    public Network Decode(Configuration configuration, NetworkTarget target) =>
        DecoderParts.Guard(() => Build(configuration, target));

    private Network Build(Configuration configuration, NetworkTarget target)
    {
        var architecture = configuration.Architecture;
        var macro = MaskedMacro.Get(architecture.Text("macro"));
        var side = Resolution(configuration, target);
        var network = new NetworkBuilder(new(target.Channels, side, side));
        var stem = new ConvSpec(macro.Stem, 3, macro.StemStride);
        var x = network.ConvNormAct("stem", Network.InputIndex, stem, Activation.HardSwish);
        var writer = new BlockWriter(network, "", new());
        foreach (var place in macro.Places())
        {
            x = Append(writer.Child($"layer{place.Number}"), x, place, architecture);
        }

        return DecoderParts.Finish(network, x, macro.Head, Activation.HardSwish, configuration, target);
    }

    private static int Append(BlockWriter writer, int from, MaskedPlace place, ParameterSet architecture)
    {
        var width = architecture.WholeNumber($"stage{place.Stage}.width");
        var name = architecture.Text($"layer{place.Number}.block");
        if (name == MaskedBlock.Skip)
        {
            return new FbNetSkip(width, place.Stride).AppendTo(writer, from);
        }

        var block = MaskedBlock.Parse(name);
        return new FbNetBlock
        {
            OutChannels = width,
            Kernel = block.Kernel,
            Stride = place.Stride,
            Expansion = architecture.Number($"layer{place.Number}.expansion"),
            Gate = block.Squeeze ? Activation.HardSigmoid : null,
            Activation = block.Activation,
            KeepsExpansion = true,
            Shortcut = !place.IsFirst,
        }.AppendTo(writer, from);
    }
}
