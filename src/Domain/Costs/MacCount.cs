namespace NasCluster.Domain.Costs;

/// <summary>Multiply–accumulates by kind of layer.</summary>
public sealed record MacCount(long Conv, long TransposedConv, long Linear)
{
    public long Total => Conv + TransposedConv + Linear;
}
