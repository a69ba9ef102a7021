using System.Collections.Immutable;

namespace NasCluster.Dashboard.Networks;

/// <summary>
/// Places nodes in layers, each below all that it reads (longest path), and side by side within a layer in the order of
/// their inputs' places, so that few lines cross (Sugiyama, Tagawa and Toda 1981, in one pass).
/// </summary>
/// <param name="Nodes">In the order given.</param>
/// <param name="Width">In pixels.</param>
/// <param name="Height">In pixels.</param>
internal sealed record GraphLayout(ImmutableArray<GraphPlace> Nodes, double Width, double Height)
{
    public const double NodeWidth = 210;
    public const double NodeHeight = 46;
    private const double Across = NodeWidth + 24;
    private const double Down = NodeHeight + 26;

    /// <param name="inputs">Of each node: the places of earlier nodes, or −1 for the input.</param>
    public static GraphLayout Of(IReadOnlyList<ImmutableArray<int>> inputs)
    {
        var layers = new int[inputs.Count];
        for (var i = 0; i < layers.Length; i++)
        {
            layers[i] = inputs[i]
                .Where(input => input >= 0 && input < i)
                .Select(input => layers[input] + 1)
                .DefaultIfEmpty(0)
                .Max();
        }

        var widest = layers.GroupBy(layer => layer).Select(group => group.Count()).DefaultIfEmpty(1).Max();
        var width = widest * Across;
        var x = new double[layers.Length];
        foreach (var layer in Enumerable.Range(0, layers.Length).GroupBy(i => layers[i]).OrderBy(group => group.Key))
        {
            var row = layer
                .OrderBy(i =>
                    inputs[i].Where(input => input >= 0).Select(input => x[input]).DefaultIfEmpty(width / 2).Average()
                )
                .ThenBy(i => i)
                .ToList();
            for (var place = 0; place < row.Count; place++)
            {
                x[row[place]] = width / 2 + Across * (place - (row.Count - 1) / 2.0);
            }
        }

        return new(
            [.. layers.Select((layer, i) => new GraphPlace(x[i], Down * layer + NodeHeight / 2 + 6))],
            width,
            Down * (layers.DefaultIfEmpty(0).Max() + 1)
        );
    }
}
