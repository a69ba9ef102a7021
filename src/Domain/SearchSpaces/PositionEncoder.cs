namespace NasCluster.Domain.SearchSpaces;

/// <summary>
/// Numbers of a configuration as trees read them: the place of each value in its dimension, 0–1, also of choices without
/// an order, which are mostly listed from small to large; one-hot beside it where there are more than three such choices.
/// </summary>
/// <remarks>A dimension that is switched off is at −1.</remarks>
public sealed class PositionEncoder
{
    private const int FewChoices = 3;
    private const float Inactive = -1;

    private readonly SearchSpace _space;

    public PositionEncoder(SearchSpace space)
    {
        _space = space;
        Width = space.Dimensions.Sum(WidthOf);
    }

    public int Width { get; }

    public float[] Encode(Configuration configuration)
    {
        var target = new float[Width];
        Encode(configuration, target);
        return target;
    }

    /// <param name="configuration">A configuration of the space.</param>
    /// <param name="target">At least <see cref="Width"/> numbers.</param>
    public void Encode(Configuration configuration, Span<float> target)
    {
        foreach (var dimension in _space.Dimensions)
        {
            var own = target[..WidthOf(dimension)];
            var isActive = SearchSpace.PartOf(configuration, dimension.Part).TryGet(dimension.Name, out var value);
            Encode(dimension, isActive ? value : (ParameterValue?)null, own);
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
            own[0] = Inactive;
        }
        else if (dimension is CategoricalDimension unordered)
        {
            Encode(unordered, given, own);
        }
        else
        {
            dimension.Encode(given, own);
        }
    }

    internal static int WidthOf(Dimension dimension) =>
        dimension switch
        {
            CategoricalDimension { Choices.Length: > FewChoices and var choices } => 1 + choices,
            CategoricalDimension => 1,
            _ => dimension.EncodedWidth,
        };

    private static void Encode(CategoricalDimension dimension, ParameterValue value, Span<float> target)
    {
        target[0] = dimension.Choices.IndexOf(value) / (float)Math.Max(1, dimension.Choices.Length - 1);
        if (target.Length > 1)
        {
            dimension.Encode(value, target[1..]);
        }
    }
}
