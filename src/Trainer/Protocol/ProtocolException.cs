namespace NasCluster.Trainer.Protocol;

/// <summary>The other side does not keep to the protocol. The child cannot know what it is asked for, and ends.</summary>
internal sealed class ProtocolException(string message, Exception? inner = null) : Exception(message, inner);
