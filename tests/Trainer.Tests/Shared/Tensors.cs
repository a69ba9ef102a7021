using System.Runtime.InteropServices;
using TorchSharp;

namespace NasCluster.Trainer.Tests.Shared;

internal static class Tensors
{
    /// <summary>The same shape and the same numbers, to the bit.</summary>
    public static bool Same(torch.Tensor first, torch.Tensor second) =>
        first.shape.SequenceEqual(second.shape) && Bytes(first).SequenceEqual(Bytes(second));

    private static byte[] Bytes(torch.Tensor tensor) =>
        MemoryMarshal.AsBytes(tensor.detach().contiguous().data<float>().ToArray().AsSpan()).ToArray();
}
