namespace NasCluster.Domain.Experiments;

/// <summary>The last stage: the best <paramref name="Top"/> candidates trained anew for <paramref name="Epochs"/> epochs.</summary>
public sealed record FinalSpec(int Top, int Epochs);
