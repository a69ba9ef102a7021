namespace NasCluster.Domain.Exporting;

/// <summary>What was written.</summary>
/// <param name="Network">Name in the zoo.</param>
/// <param name="Format">Format.</param>
/// <param name="Output">File.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="Seconds">Time to build and write it, without the check.</param>
/// <param name="RelativeError">
/// ONNX: largest difference between ONNX Runtime and Torch over the largest output, batch 2, random input.
/// </param>
public sealed record ExportReport(
    string Network,
    ExportFormat Format,
    string Output,
    long Bytes,
    double Seconds,
    double? RelativeError
);
