namespace NasCluster.Dashboard.Api;

/// <summary>A part of a list.</summary>
/// <param name="Items">The part.</param>
/// <param name="Total">Items of the whole list, after filtering.</param>
/// <param name="Offset">Place of the first item in it, from 0.</param>
public sealed record Paged<T>(IReadOnlyList<T> Items, int Total, int Offset)
{
    /// <summary>Offset of the part that follows; null at the end.</summary>
    public int? Next => Offset + Items.Count < Total ? Offset + Items.Count : null;
}
