using System.Globalization;
using NasCluster.Domain.Architectures;
using NasCluster.Trainer.Networks;
using NasCluster.Trainer.Runtime;
using TorchSharp;

namespace NasCluster.Trainer.Measuring;

/// <summary>A runtime on a device of this machine that networks can be timed on.</summary>
internal sealed class InferenceDevice
{
    private const string CudaPrefix = "torch-cuda:";
    private readonly Func<Network, IInferenceSession> _open;

    private InferenceDevice(string name, Func<Network, IInferenceSession> open, torch.Device? torchDevice = null)
    {
        Name = name;
        _open = open;
        TorchDevice = torchDevice;
    }

    /// <summary>Turns at the device of a runtime, with the trainings of this machine.</summary>
    /// <param name="runtime">As for <see cref="Create"/>.</param>
    /// <param name="time">The clock of the waits.</param>
    public static DeviceTurns Turns(string runtime, TimeProvider time) =>
        CudaIndex(runtime) is { } index
            ? DeviceTurns.Here(
                torch.device(DeviceType.CUDA, index),
                string.Create(CultureInfo.InvariantCulture, $"cuda:{index}"),
                time
            )
            : DeviceTurns.Here(torch.CPU, "cpu", time);

    /// <summary>Such as "torch-cpu-1t".</summary>
    public string Name { get; }

    /// <summary>What libtorch calls it; null for another runtime.</summary>
    public torch.Device? TorchDevice { get; }

    /// <param name="runtime">"torch-cpu", "torch-cuda:N" or "onnxruntime-cpu".</param>
    /// <param name="threads">Threads on a CPU; also set for the whole process.</param>
    /// <exception cref="TrainerSettingsException">There is no such device here.</exception>
    public static InferenceDevice Create(string runtime, int threads)
    {
        torch.set_num_threads(threads);
        var cpu = string.Create(CultureInfo.InvariantCulture, $"{runtime}-{threads}t");
        return runtime switch
        {
            "torch-cpu" => OnTorch(cpu, torch.CPU),
            "onnxruntime-cpu" => new(cpu, network => new OnnxSession(network, threads)),
            _ when CudaIndex(runtime) is { } index => OnTorch(
                $"torch-cuda{index}",
                torch.device(DeviceType.CUDA, index)
            ),
            _ => throw new TrainerSettingsException(
                $"'{runtime}' is not a device of this machine: allowed are torch-cpu, onnxruntime-cpu and, for each GPU, torch-cuda:N."
            ),
        };
    }

    public IInferenceSession Open(Network network) => _open(network);

    private static InferenceDevice OnTorch(string name, torch.Device device) =>
        new(name, network => OnTorch(network, device), device);

    private static OwningSession OnTorch(Network network, torch.Device device)
    {
        var module = new GraphModule(network, new() { Device = device });
        return new OwningSession(new TorchSession(module, network.SecondInput), module);
    }

    private static int? CudaIndex(string runtime) =>
        runtime.StartsWith(CudaPrefix, StringComparison.Ordinal)
        && int.TryParse(
            runtime.AsSpan(CudaPrefix.Length),
            NumberStyles.None,
            CultureInfo.InvariantCulture,
            out var index
        )
        && torch.cuda.is_available()
        && index < torch.cuda.device_count()
            ? index
            : null;
}
