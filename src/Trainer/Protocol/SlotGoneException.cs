namespace NasCluster.Trainer.Protocol;

/// <summary>Nobody is at the other end any more; there is nothing left to do.</summary>
internal sealed class SlotGoneException(Exception? inner = null) : Exception("The slot is gone.", inner);
