namespace NasCluster.Trainer.Exporting.Weights;

/// <summary>One tensor of a safetensors file.</summary>
/// <param name="Type">F32, F16, BF16, F64 or I64.</param>
/// <param name="Shape">Sides.</param>
/// <param name="Start">First byte after the header.</param>
/// <param name="End">Byte after the last.</param>
internal sealed record SafetensorsEntry(string Type, long[] Shape, long Start, long End);
