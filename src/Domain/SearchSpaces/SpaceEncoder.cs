using System.Collections.Immutable;

namespace NasCluster.Domain.SearchSpaces;

/// <summary>Fixed-width numbers of one part of a configuration, as the predictor reads them.</summary>
/// <remarks>A dimension with a condition gets one more number: 1 while it is active; its own are 0 while it is not.</remarks>
public sealed class SpaceEncoder
{
    private readonly ImmutableArray<Dimension> _dimensions;
    private readonly SpacePart _part;

    public SpaceEncoder(SearchSpace space, SpacePart part)
    {
        _part = part;
        _dimensions = [.. space.Dimensions.Where(dimension => dimension.Part == part)];
        Width = _dimensions.Sum(WidthOf);
    }

    public int Width { get; }

    public void Encode(Configuration configuration, Span<float> target)
    {
        target = target[..Width];
        target.Clear();
        var values = SearchSpace.PartOf(configuration, _part);
        foreach (var dimension in _dimensions)
        {
            if (values.TryGet(dimension.Name, out var value))
            {
                dimension.Encode(value, target[..dimension.EncodedWidth]);
                if (dimension.When is not null)
                {
                    target[dimension.EncodedWidth] = 1;
                }
            }

            target = target[WidthOf(dimension)..];
        }
    }

    private static int WidthOf(Dimension dimension) => dimension.EncodedWidth + (dimension.When is null ? 0 : 1);
}
