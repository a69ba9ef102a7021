namespace NasCluster.Domain.Experiments;

/// <summary>What convolutions and linear layers are computed in; weights, loss and checkpoints are always 32 bits.</summary>
public enum TrainingPrecision
{
    /// <summary>32-bit floating point.</summary>
    Fp32,

    /// <summary>Brain floating point: 16 bits with the range of 32.</summary>
    Bf16,
}
