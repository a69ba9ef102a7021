using NasCluster.Domain.Experiments;

namespace NasCluster.Contracts;

/// <summary>The id of a submitted experiment, or why it was refused.</summary>
[GenerateSerializer, Immutable, Alias("NasCluster.SubmitAnswer")]
public sealed record SubmitAnswer([property: Id(0)] string? Experiment, [property: Id(1)] Problem? Refused);
