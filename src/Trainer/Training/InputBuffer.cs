using System.Runtime.InteropServices;
using NasCluster.Domain.Architectures;
using NasCluster.Trainer.Data;
using TorchSharp;

namespace NasCluster.Trainer.Training;

/// <summary>
/// Tensors that every batch is copied into, so that no step allocates its input. For a GPU they are pinned, and their
/// copies go on while the next batch is made: there are several in turn.
/// </summary>
internal sealed class InputBuffer : IDisposable
{
    private const int Pinned = 4;

    private readonly torch.Device _device;
    private readonly Action? _finish;
    private readonly (torch.Tensor Images, torch.Tensor Labels)[] _turns;
    private int _next;

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
        : this(
            capacity,
            image,
            device,
            task,
            device.type == DeviceType.CUDA ? () => torch.cuda.synchronize(device) : null
        ) { }

    /// <param name="capacity">Images of the largest batch.</param>
    /// <param name="image">Shape of one image.</param>
    /// <param name="device">Where the batches are needed.</param>
    /// <param name="task">Whether images or pixels have labels.</param>
    /// <param name="finish">Waits until copies have ended; null where they have when the call returns.</param>
    internal InputBuffer(int capacity, TensorShape image, torch.Device device, LearningTask task, Action? finish)
    {
        _device = device;
        _finish = finish;
        long[] images = [capacity, image.Channels, image.Height, image.Width];
        long[] labels = task == LearningTask.Segmentation ? [capacity, image.Height, image.Width] : [capacity];
        _turns = new (torch.Tensor, torch.Tensor)[finish is null ? 1 : Pinned];
        for (var i = 0; i < _turns.Length; i++)
        {
            _turns[i] = (Make(images, torch.ScalarType.Float32), Make(labels, torch.ScalarType.Int64));
        }
    }

    /// <summary>The batch on the device; valid until the next call, and owned by the caller's dispose scope.</summary>
    public (torch.Tensor Images, torch.Tensor Labels) Fill(Batch batch)
    {
        var (images, labels) = _turns[_next];
        if (_next == 0)
        {
            // The copies of the last round read what is written over now.
            _finish?.Invoke();
        }

        _next = (_next + 1) % _turns.Length;
        MemoryMarshal.AsBytes(batch.Pixels.AsSpan()).CopyTo(images.bytes);
        MemoryMarshal.AsBytes(batch.Labels.AsSpan()).CopyTo(labels.bytes);
        return (Move(images, batch.Count), Move(labels, batch.Count));
    }

    public void Dispose()
    {
        foreach (var (images, labels) in _turns)
        {
            images.Dispose();
            labels.Dispose();
        }
    }

    private torch.Tensor Make(long[] shape, torch.ScalarType type)
    {
        var tensor = torch.empty(shape, dtype: type, device: torch.CPU).DetachFromDisposeScope();
        if (_device.type != DeviceType.CUDA)
        {
            return tensor;
        }

        using (tensor)
        {
            return tensor.pin_memory().DetachFromDisposeScope();
        }
    }

    private torch.Tensor Move(torch.Tensor tensor, int count) =>
        tensor.narrow(0, 0, count).to(_device, non_blocking: _finish is not null);
}
