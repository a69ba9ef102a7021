namespace NasCluster.Domain.SearchSpaces;

/// <summary>
/// Numbers of a configuration as trees read them: the place of each value in its dimension, 0–1, also of choices without
/// an order, which are mostly listed from small to large; one-hot beside it where there are more than three such choices.
/// </summary>
/// <remarks>A dimension that is switched off is at −1.</remarks>
public static class PositionEncoder
{
    private const int FewChoices = 3;
    private const float Inactive = -1;

    /// <summary>Writes one dimension.</summary>
    /// <param name="dimension">A dimension.</param>
    /// <param name="value">Its value; null where it is switched off.</param>
    /// <param name="own">As many numbers as <see cref="WidthOf"/> says.</param>
    public static void Encode(Dimension dimension, ParameterValue? value, Span<float> own)
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

    public static int WidthOf(Dimension dimension) =>
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
