using System.Text.Json;
using NasCluster.Domain;
using NasCluster.Domain.Architectures;
using NasCluster.Domain.Latency;
using NasCluster.Domain.Zoo;
using NasCluster.Trainer.Networks;
using NasCluster.Trainer.Runtime;
using TorchSharp;

namespace NasCluster.Trainer.Measuring;

/// <summary>The trainer's side of `nas latency measure`: a network of the zoo on this machine's CPU.</summary>
internal static class LatencyCommand
{
    private const int BadInput = 2;

    public static int Run(string name, string options, int threads, TextWriter output, TextWriter error)
    {
        try
        {
            TorchRuntime.Load();
            torch.set_num_threads(threads);
            NnPack.SwitchOff();
            var request = JsonSerializer.Deserialize(options, DomainJson.Default.ZooRequest)!;
            var report = Measure(name, request, threads, TimeProvider.System);
            output.WriteLine(JsonSerializer.Serialize(report, DomainJson.Default.LatencyReport));
            return 0;
        }
        catch (Exception e) when (e is InvalidNetworkException or TrainerSettingsException or JsonException)
        {
            error.WriteLine(e.Message);
            return BadInput;
        }
    }

    /// <exception cref="InvalidNetworkException">There is no such network.</exception>
    internal static LatencyReport Measure(string name, ZooRequest request, int threads, TimeProvider time)
    {
        var model =
            ZooCatalog.Find(name) ?? throw new InvalidNetworkException($"There is no network '{name}' in the zoo.");
        var network = model.Create(request);
        using var module = new GraphModule(network, new());
        var runs = new LatencyMeter(time).Measure(module);
        var input = network.Input;
        return new(
            model.Name,
            "torch-cpu",
            threads,
            [1, input.Channels, input.Height, input.Width],
            runs.MedianMs,
            runs.P95Ms,
            runs.Count
        );
    }
}
