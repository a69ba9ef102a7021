namespace NasCluster.Dashboard.Api;

internal static class Paging
{
    public static Paged<T> Page<T>(this IReadOnlyList<T> all, int offset, int limit) =>
        new([.. all.Skip(offset).Take(limit)], all.Count, offset);
}
