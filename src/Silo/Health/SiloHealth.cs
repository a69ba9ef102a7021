using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using NasCluster.Domain.Ports;
using NasCluster.Silo.Slots;

namespace NasCluster.Silo.Health;

/// <summary>Whether this silo can do its work: it has started, its store answers, its trainer starts.</summary>
internal sealed class SiloHealth
{
    // An id that no experiment has: the answer costs nothing however many there are.
    private const string Nobody = "";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private readonly IExperimentStore _store;
    private readonly WorkerFault _fault;
    private readonly IHostApplicationLifetime _life;
    private readonly string _role;

    public SiloHealth(
        IExperimentStore store,
        WorkerFault fault,
        IHostApplicationLifetime life,
        IOptions<SiloOptions> options
    )
    {
        (_store, _fault, _life) = (store, fault, life);
        _role = options.Value.Role.ToString().ToLowerInvariant();
    }

    /// <summary>What is wrong; null where nothing is.</summary>
    public async Task<string?> ProblemAsync(CancellationToken ct)
    {
        if (!_life.ApplicationStarted.IsCancellationRequested)
        {
            return $"the {_role} silo is starting";
        }

        if (_life.ApplicationStopping.IsCancellationRequested)
        {
            return $"the {_role} silo is stopping";
        }

        return _fault.Reason.IsCompleted ? "the trainer does not start" : await StoreProblemAsync(ct);
    }

    private async Task<string?> StoreProblemAsync(CancellationToken ct)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(Patience);
        try
        {
            await _store.FindAsync(Nobody, limit.Token);
            return null;
        }
        catch (Exception) when (!ct.IsCancellationRequested)
        {
            return "the store does not answer";
        }
    }
}
