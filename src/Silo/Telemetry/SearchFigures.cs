using System.Collections.Immutable;
using NasCluster.Domain.Candidates;
using NasCluster.Domain.Experiments;

namespace NasCluster.Silo.Telemetry;

/// <summary>Where a running experiment stands.</summary>
/// <param name="Experiment">Its id.</param>
/// <param name="Ready">Candidates that wait for a slot.</param>
/// <param name="Running">Candidates with an open attempt.</param>
/// <param name="Final">Candidates that are done, whatever came of them.</param>
/// <param name="PredictorError">
/// Mean distance of the predicted accuracy from the measured one, over the completed candidates that were predicted; null
/// where there is none.
/// </param>
internal sealed record SearchFigures(string Experiment, int Ready, int Running, int Final, double? PredictorError)
{
    public static SearchFigures Of(Experiment experiment, ImmutableArray<Candidate> candidates)
    {
        var errors = candidates
            .Where(candidate => candidate is { PredictedAccuracy: not null, Metrics: not null })
            .Select(candidate => Math.Abs(candidate.PredictedAccuracy!.Value - candidate.Metrics!.Accuracy))
            .ToList();
        return new(
            experiment.Id,
            candidates.Count(candidate => candidate.State == CandidateState.Ready),
            candidates.Count(candidate => candidate.State == CandidateState.Running),
            candidates.Count(candidate => candidate.State.IsFinal),
            errors.Count > 0 ? errors.Average() : null
        );
    }
}
