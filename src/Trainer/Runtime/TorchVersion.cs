using System.Reflection;

namespace NasCluster.Trainer.Runtime;

/// <summary>Versions, known without loading libtorch: TorchSharp's own answer loads it.</summary>
internal static class TorchVersion
{
    /// <summary>The libtorch this trainer is built with, such as "2.10.0".</summary>
    public static string Libtorch { get; } =
        typeof(TorchVersion)
            .Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Single(metadata => metadata.Key == "LibtorchVersion")
            .Value
        ?? "";

    /// <summary>Version of the trainer itself, such as "0.1.0".</summary>
    public static string Trainer { get; } = typeof(TorchVersion).Assembly.GetName().Version?.ToString(3) ?? "";
}
