using NasCluster.Domain.Architectures;
using NasCluster.Trainer.Networks;
using TorchSharp;

namespace NasCluster.Trainer.Measuring;

/// <summary>Inference in libtorch, on the CPU or a GPU; the module stays its owner's.</summary>
internal sealed class TorchSession : IInferenceSession
{
    private readonly GraphModule _module;
    private readonly torch.Tensor _image;
    private readonly torch.Tensor? _second;

    public TorchSession(GraphModule module, TensorShape? second = null)
    {
        _module = module;
        _image = ImageOf(module.Input, module.Device);
        _second = second is { } shape ? ImageOf(shape, module.Device) : null;
        module.eval();
    }

    public void Run()
    {
        using var scope = torch.NewDisposeScope();
        using var noGradient = torch.no_grad();
        var output = _second is null ? _module.forward(_image) : _module.forward(_image, _second);
        // Copying the result to the host waits for a GPU.
        _ = output.cpu();
    }

    /// <summary>One run, watched: a GPU is waited for after each layer.</summary>
    /// <param name="done">Called with the place of each node in the network when it has run.</param>
    public void Watch(Action<int> done)
    {
        using var scope = torch.NewDisposeScope();
        using var noGradient = torch.no_grad();
        _ = _module.Watch(
            _image,
            node =>
            {
                if (_module.Device.type == DeviceType.CUDA)
                {
                    torch.cuda.synchronize(_module.Device);
                }

                done(node);
            }
        );
    }

    public void Dispose()
    {
        _image.Dispose();
        _second?.Dispose();
    }

    // Within a network maps come with the channels innermost, so that no block pays for reordering them.
    private static torch.Tensor ImageOf(TensorShape shape, torch.Device device)
    {
        using var zeros = torch.zeros([1, shape.Channels, shape.Height, shape.Width], device: device);
        using var scope = torch.NewDisposeScope();
        return ChannelsLast.Of(zeros).MoveToOuterDisposeScope().DetachFromDisposeScope();
    }
}
