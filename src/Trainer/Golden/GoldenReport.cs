namespace NasCluster.Trainer.Golden;

/// <summary>What `zoo check` prints.</summary>
internal sealed record GoldenReport(int Passed, int Failed, IReadOnlyList<GoldenCase> Cases);
