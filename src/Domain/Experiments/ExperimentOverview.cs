using System.Collections.Immutable;

namespace NasCluster.Domain.Experiments;

/// <summary>Where an experiment stands in little: one row of a list.</summary>
/// <param name="Result">Where it stands; its winner has no ranks and its front is left out.</param>
/// <param name="Front">Candidates on the Pareto front.</param>
/// <param name="Course">Best accuracy so far at evenly spread candidates, at most <see cref="AccuracyCourse.Points"/>.</param>
/// <param name="TimeLeft">Null where it cannot be told.</param>
public sealed record ExperimentOverview(
    ExperimentResult Result,
    int Front,
    ImmutableArray<double> Course,
    TimeLeft? TimeLeft = null
);
