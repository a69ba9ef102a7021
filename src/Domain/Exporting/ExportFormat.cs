namespace NasCluster.Domain.Exporting;

public enum ExportFormat
{
    /// <summary>ONNX, opset 21, dynamic batch; run in ONNX Runtime and compared with Torch after writing.</summary>
    Onnx,

    /// <summary>All tensors under the authors' names.</summary>
    Safetensors,

    /// <summary>The network description: layers, shapes, connections.</summary>
    Json,
}
