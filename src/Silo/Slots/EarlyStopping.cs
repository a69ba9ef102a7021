using NasCluster.Domain.Candidates;
using NasCluster.Domain.Ports;
using NasCluster.Domain.Scheduling;
using NasCluster.Domain.Search;

namespace NasCluster.Silo.Slots;

/// <summary>Compares one training with the others of its experiment, epoch by epoch.</summary>
internal sealed class EarlyStopping(IExperimentStore store, Assignment assignment)
{
    // By epoch: of a candidate that was tried before, what was told first counts, and what was told before its checkpoint.
    private Dictionary<int, double>? _told;

    /// <summary>Whether the training is to end after this epoch.</summary>
    public async Task<bool> StopsAsync(EpochReport report, CancellationToken ct)
    {
        var candidate = assignment.Candidate;
        _told?.TryAdd(report.Epoch, report.Accuracy);
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
            _told ??= await EarlierAsync(ct);
            _told.TryAdd(report.Epoch, report.Accuracy);
            return EarlyStop.Stops(
                spec,
                _told[report.Epoch],
                _told.Where(told => told.Key <= report.Epoch).Max(told => told.Value),
                await store.AccuraciesAsync(candidate.Id, report.Epoch, ct)
            );
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // While the store is away trainings go on; the next epoch asks again.
            return false;
        }
    }

    private async Task<Dictionary<int, double>> EarlierAsync(CancellationToken ct) =>
        (await store.EpochsAsync(assignment.Candidate.Id, ct)).ToDictionary(
            epoch => epoch.Epoch,
            epoch => epoch.Accuracy
        );
}
