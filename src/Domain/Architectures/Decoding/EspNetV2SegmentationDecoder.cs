using NasCluster.Domain.SearchSpaces;
using NasCluster.Domain.Zoo;

namespace NasCluster.Domain.Architectures;

/// <summary>ESPNetV2 (CVPR 2019) for segmentation; its auxiliary scores are those at 1/8, as in the authors' training.</summary>
/// <remarks>
/// Reads <c>scale</c> (0.5, 1, 1.25, 1.5, 2 and others whose channels the EESP units can divide), and optionally
/// <c>level3.depth</c> (3), <c>level4.depth</c> (7), <c>receptiveLimit</c> (the levels' own; a smaller one cuts them) and
/// <c>resolution</c>. From the recipe: <c>dropout</c> of whole channels (0.2, and 0.1 up to scale 0.5).
/// </remarks>
public sealed class EspNetV2SegmentationDecoder : INetworkDecoder
{
    public string Name => SegmentationSpaces.EspNetV2Decoder;

    public LearningTask Task => LearningTask.Segmentation;

    public IEnumerable<string> Check(SearchSpace space) =>
        RequiredDimensions.Missing(Name, space, stageParts: [], "scale");

    public int Resolution(Configuration configuration, NetworkTarget target) =>
        DecoderParts.Resolution(configuration, target);

    public Network Decode(Configuration configuration, NetworkTarget target) =>
        DecoderParts.Guard(() => Build(configuration, target));

    private Network Build(Configuration configuration, NetworkTarget target)
    {
        var architecture = configuration.Architecture;
        var side = Resolution(configuration, target);
        var scale = architecture.Number("scale");
        var dropout =
            configuration.Recipe.TryGet("dropout", out var rate) ? rate.AsNumber()
            : scale <= 0.5 ? 0.1
            : 0.2;
        var network = new NetworkBuilder(new(target.Channels, side, side));
        var block = new BlockWriter(network, "", new());
        var maps = BackboneOf(architecture, scale).AppendTo(block.Child("net"));
        var scores = new EspNetV2Decoder(target.Classes, dropout).AppendTo(block, maps);
        return network.Build(auxiliary: scores);
    }

    private static EspNetV2Backbone BackboneOf(ParameterSet architecture, double scale)
    {
        var backbone = new EspNetV2Backbone(scale);
        return backbone with
        {
            ThirdRepeats = Whole(architecture, "level3.depth", backbone.ThirdRepeats),
            FourthRepeats = Whole(architecture, "level4.depth", backbone.FourthRepeats),
            ReceptiveLimit = Whole(architecture, "receptiveLimit", backbone.ReceptiveLimit),
        };
    }

    private static int Whole(ParameterSet architecture, string name, int otherwise) =>
        architecture.Contains(name) ? architecture.WholeNumber(name) : otherwise;
}
