namespace NasCluster.Domain.Candidates;

/// <summary>Failed attempts of a candidate by the budget they are charged to.</summary>
public sealed record FailureCounts(int Crashes = 0, int OutOfMemory = 0, int Infrastructure = 0);
