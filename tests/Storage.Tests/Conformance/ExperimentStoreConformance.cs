using Microsoft.Extensions.Time.Testing;
using NasCluster.Domain.Candidates;
using NasCluster.Domain.Experiments;
using NasCluster.Domain.Ports;
using NasCluster.Domain.Scheduling;
using NasCluster.Storage.Tests.Shared;

namespace NasCluster.Storage.Tests.Conformance;

/// <summary>What every store has to do. A store's test class inherits it and says how to make one.</summary>
public abstract partial class ExperimentStoreConformance : IAsyncLifetime
{
    private static readonly CancellationToken Ct = CancellationToken.None;

    protected static readonly DateTimeOffset Start = new(2031, 5, 6, 7, 8, 9, 123, TimeSpan.Zero);

    protected FakeTimeProvider Clock { get; } = new(Start);

    protected IExperimentStore Store { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Store = await CreateAsync(Clock);

    public virtual ValueTask DisposeAsync()
    {
        (Store as IDisposable)?.Dispose();
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    /// <summary>A migrated, empty store.</summary>
    protected abstract Task<IExperimentStore> CreateAsync(TimeProvider clock);

    /// <summary>The one number that a query answers; the tables have the same names in every database.</summary>
    protected abstract Task<long> QueryNumberAsync(string sql);

    /// <summary>A change past the store, as by hand.</summary>
    protected abstract Task ExecuteAsync(string sql);

    protected Task<Experiment> SubmitAsync(string name = "quick", string operation = "op-1") =>
        Store.CreateAsync(Make.Spec(name), Make.Dataset(), operation, Ct);

    /// <summary>An experiment with that many ready candidates, as it is afterwards.</summary>
    protected async Task<Experiment> SubmitWithAsync(int candidates, string name = "quick")
    {
        var experiment = await SubmitAsync(name, $"op-{name}");
        Assert.True(await Store.ProposeAsync(experiment.Id, experiment.Version, Make.Batch(candidates), Ct));
        return await ReloadAsync(experiment);
    }

    protected async Task<Experiment> ReloadAsync(Experiment experiment) =>
        await Store.FindAsync(experiment.Id, Ct) ?? throw new InvalidOperationException("It is gone.");

    protected async Task<Candidate> ReloadAsync(AttemptRef attempt) =>
        await Store.FindAsync(attempt.Candidate, Ct) ?? throw new InvalidOperationException("It is gone.");

    protected async Task<Assignment> ClaimAsync(string owner = "worker-1/0") =>
        await Store.ClaimAsync(owner, Ct) ?? throw new InvalidOperationException("There is no work.");

    protected async Task ChangeAsync(Experiment experiment, ExperimentState next, string? reason = null)
    {
        var current = await ReloadAsync(experiment);
        Assert.True(await Store.ChangeStateAsync(current.Id, current.Version, next, reason, Ct));
    }

    protected async Task<ExperimentEvent> LastEventAsync(Experiment experiment) =>
        (await Store.EventsAsync(experiment.Id, 0, int.MaxValue, Ct))[^1];
}
