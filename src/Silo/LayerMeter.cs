using System.Text.Json;
using Microsoft.Extensions.Options;
using NasCluster.Domain;
using NasCluster.Domain.Latency;
using NasCluster.Domain.Ports;
using NasCluster.Domain.Scheduling;
using NasCluster.Silo.Trainers;

namespace NasCluster.Silo;

/// <summary>Lets the trainer program time networks on this silo's devices, one at a time.</summary>
internal sealed class LayerMeter(IOptions<SiloOptions> options) : ILayerMeter, IDisposable
{
    private readonly SemaphoreSlim _turn = new(1);

    public async Task<LayerTimes> MeasureAsync(LayerTimesRequest request, string? device, CancellationToken ct)
    {
        var found =
            options.Value.Devices.FirstOrDefault(one => device is null || one.Offers.Contains(device))
            ?? throw new LayerTimesException($"There is no device '{device}' here.");
        var placed = request with
        {
            Runtime = found.Kind == SlotDevice.Cpu ? "torch-cpu" : $"torch-{found.Device}",
            Threads = options.Value.ThreadsPerSlot,
        };
        var text = JsonSerializer.Serialize(placed, DomainJson.Default.LayerTimesRequest);
        await _turn.WaitAsync(ct);
        try
        {
            var output = await TrainerTool.RunAsync(options.Value, ["latency", "layers", text], ct);
            return output.ExitCode == 0
                ? JsonSerializer.Deserialize(output.Text, DomainJson.Default.LayerTimes)!
                : throw new LayerTimesException(output.Error.Trim());
        }
        catch (Exception e) when (e is IOException or JsonException or System.ComponentModel.Win32Exception)
        {
            throw new LayerTimesException($"The trainer gave no answer: {e.Message}", e);
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();
}
