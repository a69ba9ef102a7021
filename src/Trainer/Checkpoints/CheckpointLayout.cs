using System.Collections.Immutable;

namespace NasCluster.Trainer.Checkpoints;

/// <summary>Checks that the tensors of a header cover the data exactly once, and are what they say they are.</summary>
internal static class CheckpointLayout
{
    public const string DType = "F32";
    private const int MaxTensors = 100_000;
    private const int MaxRank = 8;

    /// <exception cref="CheckpointException"><c>ckpt.layout</c></exception>
    public static void Check(ImmutableArray<CheckpointTensor> tensors, long dataLength)
    {
        if (tensors.IsDefault || tensors.Length > MaxTensors)
        {
            throw Fault($"the number of tensors is not 0…{MaxTensors}");
        }

        var names = new HashSet<string>(StringComparer.Ordinal);
        var end = 0L;
        foreach (var tensor in tensors.OrderBy(tensor => tensor.Offset).ThenBy(tensor => tensor.Length))
        {
            CheckTensor(tensor, names);
            if (tensor.Offset != end || tensor.Length > dataLength - end)
            {
                throw Fault(
                    $"'{tensor.Name}' lies at {tensor.Offset}+{tensor.Length}, expected at {end} of {dataLength}"
                );
            }

            end += tensor.Length;
        }

        if (end != dataLength)
        {
            throw Fault($"the tensors cover {end} of {dataLength} bytes");
        }
    }

    private static void CheckTensor(CheckpointTensor tensor, HashSet<string> names)
    {
        if (tensor.DType != DType || tensor.Shape.IsDefault || tensor.Shape.Length > MaxRank || tensor.Length < 0)
        {
            throw Fault($"'{tensor.Name}' is not an {DType} tensor of at most {MaxRank} sides");
        }

        if (!names.Add(tensor.Name))
        {
            throw Fault($"'{tensor.Name}' is there twice");
        }

        if (BytesOf(tensor.Shape) != tensor.Length)
        {
            throw Fault(
                $"'{tensor.Name}' of shape [{string.Join(',', tensor.Shape)}] is not {tensor.Length} bytes long"
            );
        }
    }

    private static long? BytesOf(ImmutableArray<long> shape)
    {
        UInt128 bytes = sizeof(float);
        foreach (var side in shape)
        {
            if (side < 0 || (bytes *= (UInt128)side) > long.MaxValue)
            {
                return null;
            }
        }

        return (long)bytes;
    }

    private static CheckpointException Fault(string message) =>
        new(CheckpointException.Layout, $"In a checkpoint, {message}.");
}
