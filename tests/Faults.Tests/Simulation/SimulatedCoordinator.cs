using NasCluster.Domain.Experiments;
using NasCluster.Domain.Ports;
using NasCluster.Domain.Search;

namespace NasCluster.Faults.Tests.Simulation;

/// <summary>
/// An activation of an experiment's grain, nudged at random (F5: early, late, doubled, missed). Two of them at once are
/// what a cluster may briefly have (F4).
/// </summary>
internal sealed class SimulatedCoordinator(IExperimentStore store, string experiment)
{
    private static readonly CancellationToken Ct = CancellationToken.None;

    public async Task RunAsync()
    {
        while (true)
        {
            try
            {
                await StepAsync();
            }
            catch (StoreAwayException)
            {
                // The next nudge finds what is due.
            }
        }
    }

    private async Task StepAsync()
    {
        if (await store.FindAsync(experiment, Ct) is not { State: ExperimentState.Running } current)
        {
            return;
        }

        var view = new SearchView(current, await store.CandidatesAsync(experiment, Ct));
        var step = SearchDirector.Plan(view, timeIsUp: false);
        if (step.Kind == SearchStepKind.Propose)
        {
            await store.ProposeAsync(experiment, current.Version, SearchDirector.Propose(view, step), Ct);
        }
        else if (step.Kind == SearchStepKind.Finish)
        {
            await store.ChangeStateAsync(experiment, current.Version, ExperimentState.Completed, reason: null, Ct);
        }
    }
}
