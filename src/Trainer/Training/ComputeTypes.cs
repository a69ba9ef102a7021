using NasCluster.Domain.Experiments;
using NasCluster.Domain.Training;
using TorchSharp;

namespace NasCluster.Trainer.Training;

/// <summary>The element type that a command's precision stands for.</summary>
internal static class ComputeTypes
{
    /// <summary>Of convolutions and linear layers; null: that of the weights, 32 bits.</summary>
    public static torch.ScalarType? Of(TrainCommand command) =>
        command.Precision == TrainingPrecision.Bf16 ? torch.ScalarType.BFloat16 : null;
}
