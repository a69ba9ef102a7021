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
        var values = SearchSpace.PartOf(configuration, _part);
        foreach (var dimension in _dimensions)
        {
            var own = target[..WidthOf(dimension)];
            Encode(dimension, values.TryGet(dimension.Name, out var value) ? value : (ParameterValue?)null, own);
            target = target[own.Length..];
        }
    }

    /// <summary>Writes one dimension.</summary>
    /// <param name="dimension">A dimension.</param>
    /// <param name="value">Its value; null where it is switched off.</param>
    /// <param name="own">As many numbers as <see cref="WidthOf"/> says.</param>
    internal static void Encode(Dimension dimension, ParameterValue? value, Span<float> own)
    {
        own.Clear();
        if (value is not { } given)
        {
            return;
        }

        dimension.Encode(given, own[..dimension.EncodedWidth]);
        if (dimension.When is not null)
        {
            own[dimension.EncodedWidth] = 1;
        }
    }

    internal static int WidthOf(Dimension dimension) => dimension.EncodedWidth + (dimension.When is null ? 0 : 1);
}
