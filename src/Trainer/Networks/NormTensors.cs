namespace NasCluster.Trainer.Networks;

/// <summary>The tensors of a batch normalisation, one number per channel each.</summary>
/// <param name="Scale">Learned.</param>
/// <param name="Shift">Learned.</param>
/// <param name="Mean">Running mean.</param>
/// <param name="Variance">Running variance.</param>
internal sealed record NormTensors(TensorSlot Scale, TensorSlot Shift, TensorSlot Mean, TensorSlot Variance);
