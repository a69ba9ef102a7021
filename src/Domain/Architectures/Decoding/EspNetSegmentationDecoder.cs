using NasCluster.Domain.SearchSpaces;
using NasCluster.Domain.Zoo;

namespace NasCluster.Domain.Architectures;

/// <summary>ESPNet (ECCV 2018) for segmentation, with its decoder or as ESPNet-C, whose scores are at 1/8 of the image.</summary>
/// <remarks>
/// Reads <c>p</c> and <c>q</c> (ESP modules of levels 2 and 3), and optionally <c>width</c> (1: multiplies the encoder's
/// channels), <c>decoder</c> (true), <c>decoder.width</c> (20: channels of the decoder, at least the classes) and
/// <c>resolution</c>. Sides are rounded down to a multiple of 8. The encoder's scores are the auxiliary ones.
/// </remarks>
public sealed class EspNetSegmentationDecoder : INetworkDecoder
{
    private const int Stride = 8;
    private const double Epsilon = 1e-3;
    private const int CityscapesClasses = 20;

    public string Name => SegmentationSpaces.EspNetDecoder;

    public LearningTask Task => LearningTask.Segmentation;

    public IEnumerable<string> Check(SearchSpace space) =>
        RequiredDimensions.Missing(Name, space, stageParts: [], "p", "q");

    public int Resolution(Configuration configuration, NetworkTarget target) =>
        Math.Max(Stride, DecoderParts.Resolution(configuration, target) / Stride * Stride);

    public Network Decode(Configuration configuration, NetworkTarget target) =>
        DecoderParts.Guard(() => Build(configuration, target));

    private Network Build(Configuration configuration, NetworkTarget target)
    {
        var architecture = configuration.Architecture;
        var side = Resolution(configuration, target);
        var network = new NetworkBuilder(new(target.Channels, side, side));
        var block = new BlockWriter(network, "", new(Epsilon));
        var encoder = new EspNetEncoder(architecture.WholeNumber("p"), architecture.WholeNumber("q"), target.Classes)
        {
            Width = architecture.TryGet("width", out var width) ? width.AsNumber() : 1,
        };
        if (architecture.TryGet("decoder", out var decoder) && !decoder.AsFlag())
        {
            encoder.AppendTo(block);
            return network.Build();
        }

        var maps = encoder.AppendTo(block.Child("encoder"));
        var channels = architecture.TryGet("decoder.width", out var given) ? (int)given.AsNumber() : CityscapesClasses;
        new EspNetDecoder(target.Classes, JoinsImage: false) { Width = Math.Max(channels, target.Classes) }.AppendTo(
            block,
            maps
        );
        return network.Build(auxiliary: maps.Scores);
    }
}
