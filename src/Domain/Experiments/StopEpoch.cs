namespace NasCluster.Domain.Experiments;

/// <summary>What the rule <see cref="EarlyStopRule.Rank"/> chose from the first batch of a search.</summary>
/// <param name="Epoch">Later candidates of the search are trained for so many epochs.</param>
/// <param name="Epochs">The first batch was trained for so many, and so is the final stage at least.</param>
/// <param name="Correlation">
/// Spearman's ρ of the accuracies at <paramref name="Epoch"/> and at the end; null where no earlier epoch reached the
/// threshold, so that all are trained in full.
/// </param>
/// <param name="Candidates">Candidates of the first batch that it was computed over.</param>
public sealed record StopEpoch(int Epoch, int Epochs, double? Correlation, int Candidates);
