namespace NasCluster.Domain.Supernets;

/// <summary>What the loss of a supernet is weighted by.</summary>
public enum CostKind
{
    /// <summary>Inference time by the blocks' measured times, in microseconds.</summary>
    Latency,

    /// <summary>Multiply–accumulates of one image.</summary>
    Macs,

    /// <summary>Elements of trained tensors.</summary>
    Params,
}
