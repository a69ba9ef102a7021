namespace NasCluster.Trainer.Measuring;

/// <summary>
/// Tells exceptions after which a GPU cannot be used by this process any more from others. After an error inside a kernel
/// every later call fails with the same one (pytorch #17425, #38944), so the process has to end.
/// </summary>
internal static class DeviceFaults
{
    private static readonly string[] Texts =
    [
        "CUDA error",
        "device-side assert",
        "CUBLAS_STATUS_",
        "CUDNN_STATUS_",
        "cuDNN error",
        "uncorrectable ECC",
        "unspecified launch failure",
        "no CUDA-capable device",
    ];

    /// <summary>False for memory that ran out, which is the candidate's.</summary>
    public static bool Is(Exception exception) => !MemoryFaults.Is(exception) && Names(exception);

    private static bool Names(Exception exception) =>
        Texts.Any(text => exception.Message.Contains(text, StringComparison.OrdinalIgnoreCase))
        || (exception.InnerException is { } inner && Names(inner));
}
