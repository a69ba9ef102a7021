using NasCluster.Domain;
using NasCluster.Domain.Architectures;
using NasCluster.Domain.Latency;
using NasCluster.Domain.Zoo;
using NasCluster.Trainer.Runtime;

namespace NasCluster.Trainer.Measuring;

/// <summary>The trainer's side of `nas latency measure|table|layers`: a JSON request in, a JSON report out.</summary>
internal static class LatencyCommand
{
    public static int Measure(string text, TextWriter output, TextWriter error) =>
        JsonAnswer.Run(
            text,
            DomainJson.Default.LatencyRequest,
            request =>
            {
                using var turns = InferenceDevice.Turns(request.Runtime, TimeProvider.System);
                return WithoutNnPack(() => Measure(request, TimeProvider.System, turns));
            },
            DomainJson.Default.LatencyReport,
            _ => true,
            output,
            error
        );

    public static int Table(string text, TextWriter output, TextWriter error) =>
        JsonAnswer.Run(
            text,
            DomainJson.Default.LatencyTableRequest,
            request =>
            {
                using var turns = InferenceDevice.Turns(request.Runtime, TimeProvider.System);
                return WithoutNnPack(() => new LatencyTableMeasurement(request, TimeProvider.System, turns).Run());
            },
            DomainJson.Default.LatencyTableReport,
            _ => true,
            output,
            error
        );

    public static int Layers(string text, TextWriter output, TextWriter error) =>
        JsonAnswer.Run(
            text,
            DomainJson.Default.LayerTimesRequest,
            request =>
            {
                using var turns = InferenceDevice.Turns(request.Runtime, TimeProvider.System);
                return WithoutNnPack(() => Layers(request, TimeProvider.System, turns));
            },
            DomainJson.Default.LayerTimes,
            _ => true,
            output,
            error
        );

    /// <exception cref="InvalidNetworkException">There is no such network, or it needs too much memory.</exception>
    /// <exception cref="TrainerSettingsException">There is no such device here, or it is not one of libtorch.</exception>
    internal static LayerTimes Layers(LayerTimesRequest request, TimeProvider time, DeviceTurns? turns = null)
    {
        var device = InferenceDevice.Create(request.Runtime, request.Threads);
        return device.TorchDevice is { } torchDevice
            ? new LayerMeter(time, turns).Measure(request.Build(), torchDevice, device.Name)
            : throw new TrainerSettingsException(
                $"Layers are not seen in '{request.Runtime}': allowed are torch-cpu and, for each GPU, torch-cuda:N."
            );
    }

    /// <exception cref="InvalidNetworkException">There is no such network.</exception>
    internal static LatencyReport Measure(LatencyRequest request, TimeProvider time, DeviceTurns? turns = null)
    {
        var model =
            ZooCatalog.Find(request.Network)
            ?? throw new InvalidNetworkException($"There is no network '{request.Network}' in the zoo.");
        var network = model.Create(request.Options);
        using var session = InferenceDevice.Create(request.Runtime, request.Threads).Open(network);
        var runs = new LatencyMeter(time, turns).Measure(session);
        var input = network.Input;
        return new(
            model.Name,
            request.Runtime,
            request.Threads,
            [1, input.Channels, input.Height, input.Width],
            runs.MedianMs,
            runs.P95Ms,
            runs.Count
        );
    }

    // As in training, so that latencies of both are the same.
    private static T WithoutNnPack<T>(Func<T> measure)
    {
        NnPack.SwitchOff();
        return measure();
    }
}
