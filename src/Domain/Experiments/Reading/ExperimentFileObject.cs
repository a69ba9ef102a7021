using System.Collections.Immutable;

namespace NasCluster.Domain.Experiments;

/// <summary>One kind of JSON object of an experiment file: which keys it may have and which it must have.</summary>
/// <param name="Name">Its name in the JSON Schema's <c>$defs</c>; "experiment" is the whole file.</param>
/// <param name="Keys">All keys, in the order the reference lists them.</param>
/// <param name="Required">Those that must be there.</param>
public sealed record ExperimentFileObject(string Name, ImmutableArray<string> Keys, ImmutableArray<string> Required);
