namespace NasCluster.Domain.Candidates;

/// <summary>A checkpoint file that was written whole: where it is and what it must hash to.</summary>
/// <param name="Epoch">Epochs trained when it was written.</param>
/// <param name="Path">Path below the data folder, made from ids by the trainer.</param>
/// <param name="Size">Bytes.</param>
/// <param name="Sha256">Lower-case hexadecimal SHA-256 of the file.</param>
public sealed record CheckpointRef(int Epoch, string Path, long Size, string Sha256);
