using NasCluster.Domain.Latency;

namespace NasCluster.Domain.Ports;

/// <summary>Times networks layer by layer on a device of this machine.</summary>
public interface ILayerMeter
{
    /// <param name="request">The network; where it runs is this machine's choice.</param>
    /// <param name="device">Kind or name the device must have; null for any.</param>
    /// <param name="ct">Stops it.</param>
    /// <exception cref="LayerTimesException">There is no such device here, or the trainer refuses the network.</exception>
    Task<LayerTimes> MeasureAsync(LayerTimesRequest request, string? device, CancellationToken ct);
}
