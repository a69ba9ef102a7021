using System.Collections.Immutable;
using System.Globalization;
using NasCluster.Domain.Architectures;
using NasCluster.Domain.SearchSpaces;
using NasCluster.Domain.Supernets;

namespace NasCluster.Supernet;

/// <summary>The networks that are compared, by name, so that a child process can make the same one.</summary>
internal static class Cases
{
    public const int Batch = 64;
    private const int MostOptions = 12;
    public static readonly NetworkTarget Target = new(1, 28, 10);

    /// <summary>Widest networks of the three stages; option i of 12 has i twelfths of it.</summary>
    private static readonly int[] Widest = [48, 96, 144];

    /// <summary>The cases of dmasking for so many channel options.</summary>
    public static string Masked(int options) => Name("masked", options);

    /// <summary>One of twelve networks of one width each.</summary>
    public static string Plain(int twelfths) => Name("plain", twelfths);

    public static string Layers(SupernetMode mode) => $"layers:{mode}";

    public static Func<ITimedStep> Find(string name)
    {
        var parts = name.Split(':');
        return parts[0] switch
        {
            "masked" => () => MaskedStep(int.Parse(parts[1], CultureInfo.InvariantCulture)),
            "plain" => () => PlainStep(int.Parse(parts[1], CultureInfo.InvariantCulture)),
            "layers" => () => LayersStep(Enum.Parse<SupernetMode>(parts[1])),
            _ => throw new ArgumentException($"There is no case '{name}'."),
        };
    }

    public static Domain.Supernets.Supernet LayersNet(SupernetMode mode)
    {
        var space = SpaceCatalog.Find("fbnet-v1-small")!;
        return SupernetCatalog.Find(space.Decoder)!.Build(SpecOf(space, mode), space.Reference().Architecture, Target);
    }

    private static SupernetStep LayersStep(SupernetMode mode) =>
        new(SpecOf(SpaceCatalog.Find("fbnet-v1-small")!, mode), LayersNet(mode));

    private static SupernetSpec SpecOf(SearchSpace space, SupernetMode mode) =>
        new()
        {
            Choices = SupernetCatalog.ChoicesOf(space),
            Cost = CostKind.Macs,
            Mode = mode,
        };

    // Only widths are open: what is measured is the mask.
    private static SupernetStep MaskedStep(int options)
    {
        var space = SpaceCatalog.Find("fbnet-v2-l-small")!;
        var spec = new SupernetSpec
        {
            Choices =
            [
                .. Widest.Select((_, stage) => new SupernetChoice($"stage{stage + 1}.width", Options(stage, options))),
            ],
            Cost = CostKind.Macs,
        };
        return new(spec, SupernetCatalog.Find(space.Decoder)!.Build(spec, Architecture(MostOptions), Target));
    }

    private static NetworkStep PlainStep(int twelfths)
    {
        var decoder = DecoderCatalog.Get(SpaceCatalog.Find("fbnet-v2-l-small")!.Decoder!);
        return new(decoder.Decode(new(Architecture(twelfths), ParameterSet.Empty), Target));
    }

    private static ImmutableArray<ParameterValue> Options(int stage, int options) =>
        [
            .. Enumerable
                .Range(MostOptions - options + 1, options)
                .Select(twelfths => (ParameterValue)Width(stage, twelfths)),
        ];

    private static int Width(int stage, int twelfths) => Widest[stage] * twelfths / MostOptions;

    private static ParameterSet Architecture(int twelfths)
    {
        var reference = SpaceCatalog.Find("fbnet-v2-l-small")!.Reference().Architecture.With("resolution", 28);
        var blocks = reference.Values.Where(value => value.Key.EndsWith(".block", StringComparison.Ordinal)).ToList();
        var same = blocks.Aggregate(reference, (set, block) => set.With(block.Key, "k3"));
        return Widest
            .Index()
            .Aggregate(same, (set, pair) => set.With($"stage{pair.Index + 1}.width", Width(pair.Index, twelfths)));
    }

    private static string Name(string kind, int number) =>
        string.Create(CultureInfo.InvariantCulture, $"{kind}:{number}");
}
