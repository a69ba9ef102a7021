using NasCluster.Domain.Architectures;
using NasCluster.Domain.Exporting;
using NasCluster.Trainer.Exporting.Onnx;
using NasCluster.Trainer.Exporting.Weights;
using NasCluster.Trainer.Networks;

namespace NasCluster.Trainer.Exporting;

/// <summary>A network with its weights in any of the formats; a new one is one line here.</summary>
internal static class ModelWriter
{
    public static void Write(ExportFormat format, Network network, GraphModule module, Stream file)
    {
        switch (format)
        {
            case ExportFormat.Onnx:
                OnnxWriter.Write(network, module, file);
                break;
            case ExportFormat.Safetensors:
                SafetensorsWriter.Write(module, file);
                break;
            default:
                NetworkJsonWriter.Write(network, file);
                break;
        }
    }
}
