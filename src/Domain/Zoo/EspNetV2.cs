using System.Collections.Immutable;
using System.Globalization;
using NasCluster.Domain.Architectures;

namespace NasCluster.Domain.Zoo;

/// <summary>ESPNetV2 (CVPR 2019) at any scale: classification and, as "espnetv2-seg-…", segmentation.</summary>
internal static class EspNetV2
{
    private const string Prefix = "espnetv2-";
    private const string SegmentationPrefix = "espnetv2-seg-";
    private const int CityscapesClasses = 20;

    public static ImmutableArray<ZooModel> Models { get; } =
    [
        .. new[] { 0.5, 1.0, 1.25, 1.5, 2.0 }.Select(Classification),
        .. new[] { 0.5, 1.0, 1.5, 2.0 }.Select(Segmentation),
    ];

    public static ZooModel? Find(string name) =>
        ScaledName.WidthOf(name, Prefix) is { } scale ? Classification(scale)
        : ScaledName.WidthOf(name, SegmentationPrefix) is { } other ? Segmentation(other)
        : null;

    private static ZooModel Classification(double scale) =>
        new(Named(Prefix, scale), "ESPNetV2", 224, ZooModel.ImageNetClasses, (m, r) => Classify(m, r, scale));

    private static ZooModel Segmentation(double scale) =>
        new(Named(SegmentationPrefix, scale), "ESPNetV2", 512, CityscapesClasses, (m, r) => Segment(m, r, scale))
        {
            Task = LearningTask.Segmentation,
        };

    private static string Named(string prefix, double scale) =>
        string.Create(CultureInfo.InvariantCulture, $"{prefix}{scale:0.0##}");

    private static Network Classify(ZooModel model, ZooRequest request, double ownScale)
    {
        var scale = request.WidthMultiplier ?? ownScale;
        var network = model.Start(request);
        var block = new BlockWriter(network, "", new(request.Epsilon ?? 1e-5));
        var backbone = new EspNetV2Backbone(scale);
        var x = backbone.AppendTop(block, backbone.AppendTo(block)[^1]);
        ClassifierHead.AppendTo(block, x, scale <= 0.5 ? 0.1 : 0.2, "classifier", model.ClassesOf(request));
        return network.Build();
    }

    private static Network Segment(ZooModel model, ZooRequest request, double ownScale)
    {
        var scale = request.WidthMultiplier ?? ownScale;
        var network = model.Start(request with { Width = request.Width ?? (request.Height ?? model.Resolution) * 2 });
        var block = new BlockWriter(network, "", new(request.Epsilon ?? 1e-5));
        var maps = new EspNetV2Backbone(scale).AppendTo(block.Child("net"));
        new EspNetV2Decoder(model.ClassesOf(request), scale <= 0.5 ? 0.1 : 0.2).AppendTo(block, maps);
        return network.Build();
    }
}
