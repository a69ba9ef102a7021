namespace NasCluster.Domain.Prediction;

/// <summary>How rows are put side by side, so that one instruction works on several of them.</summary>
internal static class Lanes
{
    /// <summary>Rows that one instruction works on.</summary>
    public const int Count = 8;

    /// <summary>Rows that are encoded and scored together: their columns stay in the processor's nearest cache.</summary>
    public const int Block = 64;

    /// <summary>The least multiple of <see cref="Count"/> that holds so many rows.</summary>
    public static int Stride(int rows) => (rows + Count - 1) / Count * Count;
}
