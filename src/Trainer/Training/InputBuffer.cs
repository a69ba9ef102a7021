using System.Runtime.InteropServices;
using NasCluster.Domain.Architectures;
using NasCluster.Trainer.Data;
using TorchSharp;

namespace NasCluster.Trainer.Training;

/// <summary>Tensors that every batch is copied into, so that no step allocates its input.</summary>
internal sealed class InputBuffer : IDisposable
{
    private readonly torch.Device _device;
    private readonly torch.Tensor _images;
    private readonly torch.Tensor _labels;

    /// <param name="capacity">Images of the largest batch.</param>
    /// <param name="image">Shape of one image.</param>
    /// <param name="device">Where the batches are needed.</param>
    /// <param name="task">Whether images or pixels have labels.</param>
    public InputBuffer(
        int capacity,
        TensorShape image,
        torch.Device device,
        LearningTask task = LearningTask.Classification
    )
    {
        _device = device;
        long[] labels = task == LearningTask.Segmentation ? [capacity, image.Height, image.Width] : [capacity];
        _images = torch.empty([capacity, image.Channels, image.Height, image.Width], device: torch.CPU);
        _labels = torch.empty(labels, dtype: torch.int64, device: torch.CPU);
        _images.DetachFromDisposeScope();
        _labels.DetachFromDisposeScope();
    }

    /// <summary>The batch on the device; valid until the next call, and owned by the caller's dispose scope.</summary>
    public (torch.Tensor Images, torch.Tensor Labels) Fill(Batch batch)
    {
        MemoryMarshal.AsBytes(batch.Pixels.AsSpan()).CopyTo(_images.bytes);
        MemoryMarshal.AsBytes(batch.Labels.AsSpan()).CopyTo(_labels.bytes);
        return (_images.narrow(0, 0, batch.Count).to(_device), _labels.narrow(0, 0, batch.Count).to(_device));
    }

    public void Dispose()
    {
        _images.Dispose();
        _labels.Dispose();
    }
}
