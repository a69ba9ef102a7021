using NasCluster.Contracts;
using NasCluster.Domain.Latency;
using NasCluster.Domain.Training;

namespace NasCluster.Grains;

/// <summary>Has a candidate's network timed on a worker with the device its latency is measured on.</summary>
public sealed class LayerTimesFinder(IGrainFactory grains)
{
    public async Task<LayerTimesAnswer> MeasureAsync(TrainedCandidate trained, CancellationToken ct)
    {
        LayerTimesRequest request;
        try
        {
            request = LayerTimesRequest.Of(trained);
        }
        catch (LayerTimesException e)
        {
            return new(Problem: e.Message);
        }

        var placement = trained.Experiment.Spec.Placement;
        var device = placement?.Latency ?? placement?.Train;
        var workers = await grains.GetGrain<IWorkerIndexGrain>(0).ListAsync(ct);
        return
            workers.FirstOrDefault(one => !one.Leaving && (device is null || one.Offers.Contains(device))) is { } worker
            ? await grains.GetGrain<IWorkerGrain>(worker.Name).MeasureLayersAsync(request, device, ct)
            : new(
                Problem: device is null
                    ? "No worker is there to measure it."
                    : $"No worker with a device '{device}' is there to measure it."
            );
    }
}
