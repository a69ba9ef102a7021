using NasCluster.Domain.Candidates;

namespace NasCluster.Domain.Training;

/// <summary>The latency is measured; last line of an assignment that asked for nothing else.</summary>
public sealed record MeasuredMessage(string Nonce, MeasuredLatency Latency) : TrainerMessage;
