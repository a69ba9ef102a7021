using System.Collections.Immutable;
using NasCluster.Domain.Experiments;

namespace NasCluster.Dashboard.Live;

/// <summary>One row of the list of experiments.</summary>
/// <param name="Result">Where it stands.</param>
/// <param name="Best">Best accuracy after each completed candidate, at most <see cref="BestSoFar.SparkPoints"/> values.</param>
/// <param name="TimeLeft">Null where it cannot be told.</param>
public sealed record ExperimentSummary(ExperimentResult Result, ImmutableArray<double> Best, TimeLeft? TimeLeft);
