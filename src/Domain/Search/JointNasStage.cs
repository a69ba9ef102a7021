namespace NasCluster.Domain.Search;

internal sealed record JointNasStage(string Name, int Count);
