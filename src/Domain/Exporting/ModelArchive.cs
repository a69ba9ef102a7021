namespace NasCluster.Domain.Exporting;

/// <summary>How far the archive of a trained candidate is: being written, there, or not to be had.</summary>
/// <param name="Sha256">Lower-case hexadecimal SHA-256 of the ZIP file; null while it is not there.</param>
/// <param name="Size">Its bytes.</param>
/// <param name="Problem">Why there will be none; null where there is no such reason.</param>
public sealed record ModelArchive(string? Sha256 = null, long Size = 0, string? Problem = null);
