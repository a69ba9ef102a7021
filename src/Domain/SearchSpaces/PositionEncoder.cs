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
        target[..Width].Clear();
        foreach (var dimension in _space.Dimensions)
        {
            var own = target[..WidthOf(dimension)];
            if (!SearchSpace.PartOf(configuration, dimension.Part).TryGet(dimension.Name, out var value))
            {
                own[0] = Inactive;
            }
            else if (dimension is CategoricalDimension unordered)
            {
                Encode(unordered, value, own);
            }
            else
            {
                dimension.Encode(value, own);
            }

            target = target[own.Length..];
        }
    }

    private static void Encode(CategoricalDimension dimension, ParameterValue value, Span<float> target)
    {
        target[0] = dimension.Choices.IndexOf(value) / (float)Math.Max(1, dimension.Choices.Length - 1);
        if (target.Length > 1)
        {
            dimension.Encode(value, target[1..]);
        }
    }

    private static int WidthOf(Dimension dimension) =>
        dimension switch
        {
            CategoricalDimension { Choices.Length: > FewChoices and var choices } => 1 + choices,
            CategoricalDimension => 1,
            _ => dimension.EncodedWidth,
        };
}
