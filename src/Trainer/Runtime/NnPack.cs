using System.Runtime.InteropServices;
using TorchSharp;

namespace NasCluster.Trainer.Runtime;

/// <summary>
/// Keeps libtorch from asking NNPACK at every small convolution. On a processor NNPACK does not know, each question
/// costs tens of microseconds and a warning on standard error; TorchSharp has no switch for it, libtorch has.
/// </summary>
internal static unsafe class NnPack
{
    private const string Library = "torch_cpu";

    // at::globalContext() and at::Context::setUserEnabledNNPACK(bool)
    private const string GlobalContext = "_ZN2at13globalContextEv";
    private const string SetEnabled = "_ZN2at7Context20setUserEnabledNNPACKEb";

    /// <summary>Does nothing where libtorch has no such switch: warnings, not errors.</summary>
    public static void SwitchOff()
    {
        if (
            OperatingSystem.IsLinux()
            && NativeLibrary.TryLoad(Library, typeof(torch).Assembly, searchPath: null, out var library)
            && NativeLibrary.TryGetExport(library, GlobalContext, out var globalContext)
            && NativeLibrary.TryGetExport(library, SetEnabled, out var setEnabled)
        )
        {
            var context = ((delegate* unmanaged<nint>)globalContext)();
            ((delegate* unmanaged<nint, byte, void>)setEnabled)(context, 0);
        }
    }
}
