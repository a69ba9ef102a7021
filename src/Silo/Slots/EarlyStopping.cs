using System.Collections.Immutable;
using NasCluster.Domain.Candidates;
using NasCluster.Domain.Experiments;
using NasCluster.Domain.Ports;
using NasCluster.Domain.Ranking;
using NasCluster.Domain.Scheduling;
using NasCluster.Domain.Search;

namespace NasCluster.Silo.Slots;

/// <summary>
/// Compares one training with the others of its experiment, epoch by epoch. What an earlier attempt has told counts as it
/// was told first, and is not decided on again.
/// </summary>
internal sealed class EarlyStopping(IExperimentStore store, Assignment assignment)
{
    private readonly SortedDictionary<int, double> _accuracies = [];
    private Dictionary<int, double>? _earlier;
    private EpochObjectives? _objectives;
    private double _best = double.NegativeInfinity;

    private EarlyStopSpec? Spec =>
        assignment.Candidate.Stage is SearchStages.Final or SearchStages.Supernet
            ? null
            : assignment.Experiment.Spec.EarlyStop;

    /// <summary>Null where accuracy decides alone.</summary>
    private EpochObjectives? Objectives =>
        Spec?.Rule == EarlyStopRule.Halving
        && ParetoFront.IsWanted(assignment.Experiment.Spec.Ranking)
        && (_objectives ??= new(assignment.Experiment)).Count > 1
            ? _objectives
            : null;

    /// <summary>Looks at what earlier attempts told; to be called before this one's first epoch is recorded.</summary>
    public async Task LookBackAsync(CancellationToken ct)
    {
        if (Spec is null || _earlier is not null || assignment.Attempt.Number == 1)
        {
            return;
        }

        try
        {
            var epochs = await store.EpochsAsync(assignment.Candidate.Id, ct);
            _earlier = epochs.ToDictionary(epoch => epoch.Epoch, epoch => epoch.Accuracy);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // While the store is away trainings go on; then it is as if nothing had been told.
            _earlier = [];
        }
    }

    /// <summary>Whether it is decided after this epoch if the training goes on.</summary>
    public bool DecidesAfter(int epoch) =>
        Spec is { } spec && EarlyStop.IsDue(spec, epoch, assignment.Candidate.Epochs);

    /// <summary>Whether the training is to end after this epoch.</summary>
    public async Task<bool> StopsAsync(EpochReport report, CancellationToken ct)
    {
        if (Spec is not { } spec)
        {
            return false;
        }

        var isTold = _earlier?.ContainsKey(report.Epoch) == true;
        var accuracy = isTold ? _earlier![report.Epoch] : report.Accuracy;
        _accuracies[report.Epoch] = accuracy;
        _best = Math.Max(Math.Max(_best, accuracy), BestBefore(report.Epoch));
        return !isTold && DecidesAfter(report.Epoch) && await StopsAsync(spec, report, ct);
    }

    /// <summary>
    /// The accuracies after each epoch, where the experiment chooses its early-stop epoch by them; else null, and where
    /// the trainer reports no epochs.
    /// </summary>
    public async Task<ImmutableArray<double>?> CourseAsync(CancellationToken ct)
    {
        if (Spec?.Rule != EarlyStopRule.Rank)
        {
            return null;
        }

        if (assignment.Checkpoint is not null)
        {
            foreach (var report in await store.EpochsAsync(assignment.Candidate.Id, ct))
            {
                _accuracies.TryAdd(report.Epoch, report.Accuracy);
            }
        }

        return _accuracies.Count == assignment.Candidate.Epochs ? [.. _accuracies.Values] : null;
    }

    private async Task<bool> StopsAsync(EarlyStopSpec spec, EpochReport report, CancellationToken ct)
    {
        var candidate = assignment.Candidate.Id;
        try
        {
            return Objectives is { } objectives
                ? EarlyStop.Stops(
                    spec,
                    objectives.Of(Own(report)),
                    [.. (await store.RivalsAsync(candidate, report.Epoch, ct)).Select(objectives.Of)]
                )
                : EarlyStop.Stops(
                    spec,
                    report.Accuracy,
                    _best,
                    await store.AccuraciesAsync(candidate, report.Epoch, ct)
                );
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // While the store is away trainings go on; the next epoch asks again.
            return false;
        }
    }

    /// <summary>The best that was told of epochs before a checkpoint.</summary>
    private double BestBefore(int epoch) =>
        _earlier is null
            ? double.NegativeInfinity
            : _earlier.Where(told => told.Key < epoch).Select(told => told.Value).Append(double.NegativeInfinity).Max();

    private Rival Own(EpochReport report) =>
        new(
            assignment.Candidate.Configuration,
            assignment.Candidate.Latency,
            report.Accuracy,
            report.ValidationLoss,
            report.StepTimeMs
        );
}
