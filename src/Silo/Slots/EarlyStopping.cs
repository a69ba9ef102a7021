using System.Collections.Immutable;
using NasCluster.Domain.Candidates;
using NasCluster.Domain.Experiments;
using NasCluster.Domain.Ports;
using NasCluster.Domain.Ranking;
using NasCluster.Domain.Scheduling;
using NasCluster.Domain.Search;

namespace NasCluster.Silo.Slots;

/// <summary>Compares one training with the others of its experiment, epoch by epoch.</summary>
internal sealed class EarlyStopping(IExperimentStore store, Assignment assignment)
{
    private readonly SortedDictionary<int, double> _accuracies = [];
    private EpochObjectives? _objectives;
    private double _best = double.NegativeInfinity;

    /// <summary>Whether the training is to end after this epoch.</summary>
    public async Task<bool> StopsAsync(EpochReport report, CancellationToken ct)
    {
        var candidate = assignment.Candidate;
        _accuracies[report.Epoch] = report.Accuracy;
        _best = Math.Max(_best, report.Accuracy);
        if (
            assignment.Experiment.Spec.EarlyStop is not { } spec
            || candidate.Stage is SearchStages.Final or SearchStages.Supernet
            || !EarlyStop.IsDue(spec, report.Epoch, candidate.Epochs)
        )
        {
            return false;
        }

        try
        {
            return Objectives is { } objectives
                ? EarlyStop.Stops(
                    spec,
                    objectives.Of(Own(report)),
                    [.. (await store.RivalsAsync(candidate.Id, report.Epoch, ct)).Select(objectives.Of)]
                )
                : EarlyStop.Stops(
                    spec,
                    report.Accuracy,
                    _best,
                    await store.AccuraciesAsync(candidate.Id, report.Epoch, ct)
                );
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // While the store is away trainings go on; the next epoch asks again.
            return false;
        }
    }

    /// <summary>
    /// The accuracies after each epoch, where the experiment chooses its early-stop epoch by them; else null, and where
    /// the trainer reports no epochs.
    /// </summary>
    public async Task<ImmutableArray<double>?> CourseAsync(CancellationToken ct)
    {
        var candidate = assignment.Candidate;
        if (
            assignment.Experiment.Spec.EarlyStop?.Rule != EarlyStopRule.Rank
            || candidate.Stage is SearchStages.Final or SearchStages.Supernet
        )
        {
            return null;
        }

        if (assignment.Checkpoint is not null)
        {
            foreach (var report in await store.EpochsAsync(candidate.Id, ct))
            {
                _accuracies.TryAdd(report.Epoch, report.Accuracy);
            }
        }

        return _accuracies.Count == candidate.Epochs ? [.. _accuracies.Values] : null;
    }

    private Rival Own(EpochReport report) =>
        new(
            assignment.Candidate.Configuration,
            assignment.Candidate.Latency,
            report.Accuracy,
            report.ValidationLoss,
            report.StepTimeMs
        );

    /// <summary>Null where accuracy decides alone.</summary>
    private EpochObjectives? Objectives =>
        assignment.Experiment.Spec is { EarlyStop.Rule: EarlyStopRule.Halving } spec
        && ParetoFront.IsWanted(spec.Ranking)
        && (_objectives ??= new(assignment.Experiment)).Count > 1
            ? _objectives
            : null;
}
