namespace NasCluster.Domain.Architectures;

public enum Activation
{
    Relu,

    /// <summary>x · relu6(x + 3) / 6.</summary>
    HardSwish,

    /// <summary>x · sigmoid(x), also called SiLU.</summary>
    Swish,

    Sigmoid,

    /// <summary>relu6(x + 3) / 6.</summary>
    HardSigmoid,

    /// <summary>min(max(x, 0), 6).</summary>
    Relu6,
}
