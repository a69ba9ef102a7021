namespace NasCluster.Domain.Exporting;

/// <summary>An archive as the silo that wrote it knows it.</summary>
/// <param name="Path">Where it lies.</param>
/// <param name="Size">Bytes.</param>
/// <param name="Sha256">Lower-case hexadecimal SHA-256 of the file.</param>
public sealed record ModelFile(string Path, long Size, string Sha256);
