namespace NasCluster.Domain.Exporting;

/// <summary>A trained candidate cannot be exported; the message says why.</summary>
public sealed class ModelExportException(string message, Exception? inner = null) : Exception(message, inner);
