using System.Collections.Immutable;
using NasCluster.Domain.SearchSpaces;

namespace NasCluster.Domain.Supernets;

/// <summary>Supernets by decoder; a new one is one file and one line here.</summary>
public static class SupernetCatalog
{
    private static readonly ImmutableArray<ISupernetBuilder> Builders = [new LayersSupernet(), new MaskedSupernet()];

    public static ISupernetBuilder? Find(string? decoder) =>
        Builders.FirstOrDefault(builder => builder.Decoder == decoder);

    /// <summary>The dimensions of a space that its supernet decides, those of one value left out.</summary>
    public static ImmutableArray<SupernetChoice> ChoicesOf(SearchSpace space)
    {
        var builder = Find(space.Decoder);
        return
        [
            .. space
                .Dimensions.Where(dimension =>
                    dimension.Part == SpacePart.Architecture && builder?.Decides(dimension.Name) == true
                )
                .Select(dimension => new SupernetChoice(dimension.Name, OptionsOf(dimension)))
                .Where(choice => choice.Options.Length > 1),
        ];
    }

    private static ImmutableArray<ParameterValue> OptionsOf(Dimension dimension) =>
        dimension switch
        {
            CategoricalDimension categorical => categorical.Choices,
            OrdinalDimension ordinal => ordinal.Choices,
            IntegerDimension { Cardinality: { } count } range =>
            [
                .. Enumerable.Range(0, count).Select(i => range.At((i + 0.5) / count)),
            ],
            _ => [],
        };
}
