using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using NasCluster.Domain;
using NasCluster.Domain.Architectures;
using NasCluster.Domain.Latency;
using NasCluster.Domain.Zoo;
using NasCluster.Trainer.Runtime;

namespace NasCluster.Trainer.Measuring;

/// <summary>The trainer's side of `nas latency measure` and `nas latency table`: a JSON request in, a JSON report out.</summary>
internal static class LatencyCommand
{
    private const int BadInput = 2;

    public static int Measure(string text, TextWriter output, TextWriter error) =>
        Answer(
            text,
            DomainJson.Default.LatencyRequest,
            request => Measure(request, TimeProvider.System),
            DomainJson.Default.LatencyReport,
            output,
            error
        );

    public static int Table(string text, TextWriter output, TextWriter error) =>
        Answer(
            text,
            DomainJson.Default.LatencyTableRequest,
            request => new LatencyTableMeasurement(request, TimeProvider.System).Run(),
            DomainJson.Default.LatencyTableReport,
            output,
            error
        );

    /// <exception cref="InvalidNetworkException">There is no such network.</exception>
    internal static LatencyReport Measure(LatencyRequest request, TimeProvider time)
    {
        var model =
            ZooCatalog.Find(request.Network)
            ?? throw new InvalidNetworkException($"There is no network '{request.Network}' in the zoo.");
        var network = model.Create(request.Options);
        using var session = InferenceDevice.Create(request.Runtime, request.Threads).Open(network);
        var runs = new LatencyMeter(time).Measure(session);
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

    private static int Answer<TRequest, TReport>(
        string text,
        JsonTypeInfo<TRequest> requestType,
        Func<TRequest, TReport> answer,
        JsonTypeInfo<TReport> reportType,
        TextWriter output,
        TextWriter error
    )
    {
        try
        {
            TorchRuntime.Load();
            NnPack.SwitchOff();
            var report = answer(JsonSerializer.Deserialize(text, requestType)!);
            output.WriteLine(JsonSerializer.Serialize(report, reportType));
            return 0;
        }
        catch (Exception e) when (e is InvalidNetworkException or TrainerSettingsException or JsonException)
        {
            error.WriteLine(e.Message);
            return BadInput;
        }
    }
}
