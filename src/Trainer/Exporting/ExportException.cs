namespace NasCluster.Trainer.Exporting;

/// <summary>A network that cannot be exported, or weights that do not fit; the message is for the user.</summary>
internal sealed class ExportException(string message) : Exception(message);
