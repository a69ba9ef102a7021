using NasCluster.Domain.Architectures;
using static TorchSharp.torch.nn;

namespace NasCluster.Trainer.Networks;

internal static class ActivationOperation
{
    public static Operation Create(string name, Activation kind) =>
        kind switch
        {
            Activation.Relu => (inputs, _) => inputs[0].relu(),
            Activation.Relu6 => (inputs, _) => functional.relu6(inputs[0]),
            Activation.HardSwish => (inputs, _) => functional.hardswish(inputs[0]),
            Activation.Swish => (inputs, _) => functional.silu(inputs[0]),
            Activation.Sigmoid => (inputs, _) => inputs[0].sigmoid(),
            Activation.HardSigmoid => (inputs, _) => functional.hardsigmoid(inputs[0]),
            _ => throw new InvalidNetworkException(name, $"no Torch operation for {kind}"),
        };
}
