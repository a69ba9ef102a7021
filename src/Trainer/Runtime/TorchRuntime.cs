using System.Runtime.InteropServices;
using TorchSharp;

namespace NasCluster.Trainer.Runtime;

/// <summary>Loads libtorch and sets it up for one child.</summary>
internal static class TorchRuntime
{
    private const string Library = "LibTorchSharp";

    /// <summary>
    /// Loads the library by itself first: TorchSharp's own attempts print to standard output and hide the loader's reason.
    /// </summary>
    /// <exception cref="TrainerSettingsException">It cannot be loaded; the message has the loader's reason.</exception>
    public static void Load()
    {
        try
        {
            NativeLibrary.Load(Library, typeof(torch).Assembly, searchPath: null);
        }
        catch (Exception e) when (e is DllNotFoundException or BadImageFormatException)
        {
            throw new TrainerSettingsException($"libtorch does not load: {ReasonOf(e.Message)}", e);
        }
    }

    /// <exception cref="TrainerSettingsException">libtorch does not load or computes wrongly, or the device is not there.</exception>
    public static void Start(TrainerSettings settings)
    {
        NativeHeap.KeepFreedMemory();
        Load();
        torch.set_num_threads(settings.Threads);
        torch.set_num_interop_threads(1);
        if (settings.Device.type == DeviceType.CUDA && !HasCuda(settings.Device.index))
        {
            throw new TrainerSettingsException($"There is no device '{settings.DeviceName}'.");
        }

        NnPack.SwitchOff();
        if (settings.Device.type == DeviceType.CPU)
        {
            ConvolutionCheck.Require();
        }
    }

    // .NET lists every place it looked in; the one where the library was says what is wrong with it.
    private static string ReasonOf(string message) =>
        message
            .Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Skip(1)
            .FirstOrDefault(line => !line.EndsWith("No such file or directory", StringComparison.Ordinal))
        ?? $"there is no library {Library}";

    private static bool HasCuda(int index) => torch.cuda.is_available() && index < torch.cuda.device_count();
}
