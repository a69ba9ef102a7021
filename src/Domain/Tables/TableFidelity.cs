namespace NasCluster.Domain.Tables;

/// <summary>The accuracy after fewer epochs than the whole training.</summary>
/// <param name="Epochs">Epochs trained.</param>
/// <param name="Column">Column of that accuracy.</param>
public sealed record TableFidelity(int Epochs, string Column);
