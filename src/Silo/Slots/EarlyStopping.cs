using NasCluster.Domain.Candidates;
using NasCluster.Domain.Ports;
using NasCluster.Domain.Scheduling;
using NasCluster.Domain.Search;

namespace NasCluster.Silo.Slots;

/// <summary>Compares one training with the others of its experiment, epoch by epoch.</summary>
internal sealed class EarlyStopping(IExperimentStore store, Assignment assignment)
{
    private double _best = double.NegativeInfinity;

    /// <summary>Whether the training is to end after this epoch.</summary>
    public async Task<bool> StopsAsync(EpochReport report, CancellationToken ct)
    {
        var candidate = assignment.Candidate;
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
            return EarlyStop.Stops(
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
}
