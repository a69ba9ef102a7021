using System.Text.Json.Serialization.Metadata;
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
        Answer(
            text,
            DomainJson.Default.LatencyRequest,
            request => request.Runtime,
            (request, turns) => Measure(request, TimeProvider.System, turns),
            DomainJson.Default.LatencyReport,
            output,
            error
        );

    public static int Table(string text, TextWriter output, TextWriter error) =>
        Answer(
            text,
            DomainJson.Default.LatencyTableRequest,
            request => request.Runtime,
            (request, turns) => new LatencyTableMeasurement(request, TimeProvider.System, turns).Run(),
            DomainJson.Default.LatencyTableReport,
            output,
            error
        );

    public static int Layers(string text, TextWriter output, TextWriter error) =>
        Answer(
            text,
            DomainJson.Default.LayerTimesRequest,
            request => request.Runtime,
            (request, turns) => Layers(request, TimeProvider.System, turns),
            DomainJson.Default.LayerTimes,
            output,
            error
        );

    /// <exception cref="InvalidNetworkException">There is no such network, or it needs too much memory.</exception>
    /// <exception cref="TrainerSettingsException">There is no such device here, or it is not one of libtorch.</exception>
    internal static LayerTimes Layers(LayerTimesRequest request, TimeProvider time, DeviceTurns? turns = null)
    {
        var device = InferenceDevice.Create(request.Runtime, request.Threads);
        return device.TorchDevice is { } torchDevice
            ? new LayerProfiler(time, turns).Measure(request.Build(), torchDevice, device.Name)
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

    /// <summary>Measures in turns with others that use the device.</summary>
    private static int Answer<TRequest, TReport>(
        string text,
        JsonTypeInfo<TRequest> requestType,
        Func<TRequest, string> runtimeOf,
        Func<TRequest, DeviceTurns?, TReport> measure,
        JsonTypeInfo<TReport> reportType,
        TextWriter output,
        TextWriter error
    ) =>
        JsonAnswer.Run(
            text,
            requestType,
            request =>
            {
                using var turns = InferenceDevice.Turns(runtimeOf(request), TimeProvider.System);
                // As in training, so that latencies of both are the same.
                NnPack.SwitchOff();
                return measure(request, turns);
            },
            reportType,
            _ => true,
            output,
            error
        );
}
