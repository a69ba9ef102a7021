using NasCluster.Trainer.Networks;
using TorchSharp;

namespace NasCluster.Trainer.Training;

/// <summary>The mean loss of an epoch. On a GPU it is summed there and read once: reading every step would stall it.</summary>
internal sealed class LossMeter(torch.Device device) : IDisposable
{
    private readonly torch.Tensor _sum = Zero(device);
    private readonly bool _readsEveryStep = device.type == DeviceType.CPU;
    private long _images;

    /// <summary>Adds a step's mean loss; false where it is known not to be finite.</summary>
    public bool Add(torch.Tensor loss, int images)
    {
        using var scope = torch.NewDisposeScope();
        using var noGradient = torch.no_grad();
        _images += images;
        _sum.Increase(loss.detach(), images);
        return !_readsEveryStep || float.IsFinite(loss.item<float>());
    }

    public double Mean() => _images > 0 ? _sum.item<double>() / _images : double.NaN;

    public void Dispose() => _sum.Dispose();

    private static torch.Tensor Zero(torch.Device device) =>
        torch.zeros([], dtype: torch.float64, device: device).DetachFromDisposeScope();
}
