using TorchSharp;

namespace NasCluster.Trainer.Checkpoints;

/// <summary>
/// What a checkpoint will hold: copies in host memory, so that the network may be changed while they are written. Not written
/// yet; made and disposed of on the training thread.
/// </summary>
internal sealed class CheckpointImage : IDisposable
{
    private CheckpointImage(CheckpointHeader header, IReadOnlyList<(string Name, torch.Tensor Value)> tensors)
    {
        Header = header;
        Tensors = tensors;
    }

    /// <summary>Without the tensors.</summary>
    public CheckpointHeader Header { get; }

    /// <summary>Row after row, in the order of the file.</summary>
    public IReadOnlyList<(string Name, torch.Tensor Value)> Tensors { get; }

    /// <param name="header">Without the tensors.</param>
    /// <param name="tensors">Single-precision tensors under unique names, on any device and in any memory format.</param>
    public static CheckpointImage Of(CheckpointHeader header, IEnumerable<(string Name, torch.Tensor Value)> tensors)
    {
        using var scope = torch.NewDisposeScope();
        using var noGradient = torch.no_grad();
        return new(header, [.. tensors.Select(tensor => (tensor.Name, Copy(tensor.Value)))]);
    }

    public void Dispose()
    {
        foreach (var (_, value) in Tensors)
        {
            value.Dispose();
        }
    }

    private static torch.Tensor Copy(torch.Tensor value) =>
        torch.empty(value.shape, dtype: value.dtype, device: torch.CPU).copy_(value).DetachFromDisposeScope();
}
