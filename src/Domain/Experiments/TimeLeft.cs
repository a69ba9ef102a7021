namespace NasCluster.Domain.Experiments;

/// <summary>An honest guess at the time until an experiment ends: a range, from what epochs took so far.</summary>
/// <param name="Least">With the quarter of epochs that were fastest.</param>
/// <param name="Most">With the quarter that were slowest.</param>
public sealed record TimeLeft(TimeSpan Least, TimeSpan Most);
