using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using NasCluster.Domain.Architectures;

namespace NasCluster.Domain.Zoo;

/// <summary>
/// ESPNet (ECCV 2018): the encoder "espnet-c-p{p}-q{q}", the network "espnet-p{p}-q{q}" as the published weights have it,
/// and "espnet-traincode-p{p}-q{q}" as the training code builds it.
/// </summary>
internal static partial class EspNets
{
    private const int CityscapesClasses = 20;
    private const int MaxRepeats = 99;

    public static ImmutableArray<ZooModel> Models { get; } =
    [
        .. new[] { "espnet-c", "espnet", "espnet-traincode" }.SelectMany(kind =>
            new[] { 3, 5, 8 }.Select(q => Model(kind, 2, q))
        ),
    ];

    public static ZooModel? Find(string name)
    {
        var match = Pattern().Match(name);
        return match.Success ? Model(match.Groups[1].Value, Number(match.Groups[2]), Number(match.Groups[3])) : null;
    }

    [GeneratedRegex("^(espnet|espnet-c|espnet-traincode)-p([0-9]{1,2})-q([0-9]{1,2})$")]
    private static partial Regex Pattern();

    private static int Number(Group group) =>
        Math.Min(MaxRepeats, int.Parse(group.ValueSpan, CultureInfo.InvariantCulture));

    private static ZooModel Model(string kind, int p, int q) =>
        new(
            $"{kind}-p{p}-q{q}",
            "ESPNetV1",
            512,
            CityscapesClasses,
            (model, request) => Build(model, request, kind, p, q)
        )
        {
            Task = LearningTask.Segmentation,
        };

    private static Network Build(ZooModel model, ZooRequest request, string kind, int p, int q)
    {
        var network = model.Start(request with { Width = request.Width ?? (request.Height ?? model.Resolution) * 2 });
        var block = new BlockWriter(network, "", new(request.Epsilon ?? 1e-3));
        var classes = model.ClassesOf(request);
        var encoder = new EspNetEncoder(p, q, classes);
        if (kind == "espnet-c")
        {
            encoder.AppendTo(block);
            return network.Build();
        }

        var maps = encoder.AppendTo(block.Child("encoder"));
        new EspNetDecoder(classes, JoinsImage: kind == "espnet-traincode").AppendTo(block, maps);
        return network.Build();
    }
}
