using System.Collections.Immutable;
using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using NasCluster.Contracts;
using NasCluster.Domain.Architectures;
using NasCluster.Domain.Candidates;
using NasCluster.Domain.Experiments;
using NasCluster.Domain.Latency;
using NasCluster.Domain.Ports;
using NasCluster.Domain.Scheduling;

namespace NasCluster.Client;

/// <summary>The entrance of the SDK: submits experiments and finds them again.</summary>
public sealed class NasClient : IAsyncDisposable
{
    private readonly IGrainFactory _grains;
    private readonly IHost? _host;
    private readonly string _where;
    private bool _isStarted;
    private bool _isClosed;

    /// <summary>A client in a process that hosts a silo.</summary>
    /// <param name="grains">The silo's grain factory.</param>
    public NasClient(IGrainFactory grains)
        : this(grains, host: null, where: "this process") { }

    private NasClient(IGrainFactory grains, IHost? host, string where)
    {
        _grains = grains;
        _host = host;
        _where = where;
    }

    private ILatencyTableGrain LatencyOf(string device) => _grains.GetGrain<ILatencyTableGrain>(device);

    private IExperimentIndexGrain Index => _grains.GetGrain<IExperimentIndexGrain>(0);

    private IDashboardGrain Dashboard => _grains.GetGrain<IDashboardGrain>(0);

    /// <summary>Connects to the silo of another process on this machine.</summary>
    /// <param name="gatewayPort">Its gateway port.</param>
    /// <param name="ct">Ends the wait for a connection.</param>
    /// <exception cref="NasConnectionException">Nobody answers there.</exception>
    public static Task<NasClient> ConnectAsync(int gatewayPort, CancellationToken ct = default)
    {
        var host = NasClientHost.Build(
            client => client.UseStaticClustering(new IPEndPoint(IPAddress.Loopback, gatewayPort)),
            NasClientHost.AloneId,
            Hasty()
        );
        return ConnectAsync(host, $"port {gatewayPort} of this machine", ct);
    }

    /// <summary>Connects to a cluster.</summary>
    /// <param name="gateway">HOST or HOST:PORT of control silos, several with commas; names are resolved again and again.</param>
    /// <param name="clusterId">Name of the cluster.</param>
    /// <param name="ct">Ends the wait for a connection.</param>
    /// <exception cref="ArgumentException">It is no such name.</exception>
    /// <exception cref="NasConnectionException">Nobody answers there.</exception>
    public static Task<NasClient> ConnectAsync(
        string gateway,
        string clusterId = "nascluster",
        CancellationToken ct = default
    )
    {
        var options = Hasty();
        (options.Gateway, options.ClusterId) = (gateway, clusterId);
        return ConnectAsync(options, ct);
    }

    /// <summary>Connects to a cluster, or to the process of this machine that serves a store.</summary>
    /// <param name="options">Which one, and how patiently.</param>
    /// <param name="ct">Ends the wait for a connection.</param>
    /// <exception cref="ArgumentException">An option is out of range; the message has all of them.</exception>
    /// <exception cref="NasConnectionException">Nobody answers there.</exception>
    public static Task<NasClient> ConnectAsync(NasClientOptions options, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        return ConnectAsync(NasClientHost.Build(options), Where(options), ct);
    }

    /// <summary>A client that is not connected yet; <see cref="StartAsync"/> does that.</summary>
    /// <param name="options">Which cluster, and how patiently.</param>
    /// <exception cref="ArgumentException">An option is out of range; the message has all of them.</exception>
    /// <exception cref="NasConnectionException">Nobody serves the store.</exception>
    public static NasClient Create(NasClientOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var host = NasClientHost.Build(options);
        return new(host.Services.GetRequiredService<IClusterClient>(), host, Where(options));
    }

    /// <summary>Connects a client that <see cref="Create"/> made; does nothing where it is connected.</summary>
    /// <param name="ct">Ends the wait for a connection.</param>
    /// <exception cref="NasConnectionException">Nobody answers there.</exception>
    public async Task StartAsync(CancellationToken ct = default)
    {
        ObjectDisposedException.ThrowIf(_isClosed, this);
        if (_host is null || _isStarted)
        {
            return;
        }

        try
        {
            await _host.StartAsync(ct);
            _isStarted = true;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            throw new NasConnectionException($"No silo answers on {_where}.", e);
        }
    }

    /// <summary>Submits an experiment; it runs from then on whether or not this client stays.</summary>
    /// <param name="spec">What to run, read by <see cref="ExperimentSpecReader"/>.</param>
    /// <param name="ct">Cancels the call, not the experiment.</param>
    /// <exception cref="InvalidSpecException">It is refused: the data set is unknown or broken.</exception>
    public Task<ExperimentHandle> SubmitAsync(ExperimentSpec spec, CancellationToken ct = default) =>
        SubmitAsync(spec, key: null, ct);

    /// <summary>Submits an experiment under a name for the submission, so that a call may safely be repeated.</summary>
    /// <param name="spec">What to run, read by <see cref="ExperimentSpecReader"/>.</param>
    /// <param name="key">A second call with it returns the first one's experiment; null for none.</param>
    /// <param name="ct">Cancels the call, not the experiment.</param>
    /// <exception cref="InvalidSpecException">It is refused: the data set is unknown or broken.</exception>
    public async Task<ExperimentHandle> SubmitAsync(ExperimentSpec spec, string? key, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(spec);
        var answer = await Index.SubmitAsync(spec, key ?? Guid.CreateVersion7().ToString("N"), ct);
        return answer.Experiment is { } id ? Experiment(id) : throw new InvalidSpecException([answer.Refused!]);
    }

    /// <summary>The newest experiment that was submitted with an equal spec; null where there is none.</summary>
    /// <param name="spec">The spec.</param>
    /// <param name="anySeed">Whatever its seed: the file names none.</param>
    /// <param name="ct">Cancels the call.</param>
    public async Task<ExperimentHandle?> FindLatestAsync(
        ExperimentSpec spec,
        bool anySeed,
        CancellationToken ct = default
    ) => await Index.FindLatestAsync(spec, anySeed, ct) is { } id ? Experiment(id) : null;

    /// <summary>Results of all experiments, newest first.</summary>
    /// <param name="ct">Cancels the call.</param>
    public Task<ImmutableArray<ExperimentResult>> ListAsync(CancellationToken ct = default) => Index.ListAsync(ct);

    /// <summary>All experiments in little, newest first.</summary>
    /// <param name="ct">Cancels the call.</param>
    public Task<ImmutableArray<ExperimentOverview>> OverviewsAsync(CancellationToken ct = default) =>
        Index.OverviewsAsync(ct);

    /// <summary>Workers that were heard of lately, by name.</summary>
    /// <param name="ct">Cancels the call.</param>
    public Task<ImmutableArray<WorkerStatus>> WorkersAsync(CancellationToken ct = default) =>
        _grains.GetGrain<IWorkerIndexGrain>(0).ListAsync(ct);

    /// <summary>Candidates that slots hold now, and how busy each slot was in a time that has just passed.</summary>
    /// <param name="span">That time, which ends now.</param>
    /// <param name="ct">Cancels the call.</param>
    public Task<SlotWork> SlotWorkAsync(SlotSpan span, CancellationToken ct = default) => Dashboard.WorkAsync(span, ct);

    /// <summary>Lets a worker take nothing new, or take work again; what it trains goes on. It finds out within 5 s.</summary>
    /// <param name="worker">Its name.</param>
    /// <param name="drained">False to take work again.</param>
    /// <param name="ct">Cancels the call.</param>
    /// <returns>False where no worker of that name was heard of lately.</returns>
    public async Task<bool> DrainWorkerAsync(string worker, bool drained, CancellationToken ct = default)
    {
        if ((await WorkersAsync(ct)).All(known => known.Name != worker))
        {
            return false;
        }

        await _grains.GetGrain<IWorkerGrain>(worker).DrainAsync(drained, ct);
        return true;
    }

    /// <summary>Keeps a text for pages and programs that use the cluster, in place of an earlier one of the same kind and key.</summary>
    /// <param name="record">The text.</param>
    /// <param name="ct">Cancels the call.</param>
    public Task SaveRecordAsync(DashboardRecord record, CancellationToken ct = default) =>
        Dashboard.SaveAsync(record, ct);

    /// <summary>A text that is kept; null where there is none.</summary>
    /// <param name="kind">Its kind.</param>
    /// <param name="key">Its key.</param>
    /// <param name="ct">Cancels the call.</param>
    public Task<DashboardRecord?> FindRecordAsync(string kind, string key, CancellationToken ct = default) =>
        Dashboard.FindAsync(kind, key, ct);

    /// <summary>Texts of a kind, by key from the last one down.</summary>
    /// <param name="kind">The kind.</param>
    /// <param name="before">Only keys below this one; null for all.</param>
    /// <param name="limit">At most so many; at least 1.</param>
    /// <param name="ct">Cancels the call.</param>
    public Task<ImmutableArray<DashboardRecord>> RecordsAsync(
        string kind,
        string? before = null,
        int limit = 1000,
        CancellationToken ct = default
    ) => Dashboard.ListAsync(kind, before, limit, ct);

    /// <summary>All latency tables without their entries, by device and subject.</summary>
    /// <param name="ct">Cancels the call.</param>
    public Task<ImmutableArray<LatencyTableSummary>> LatencyTablesAsync(CancellationToken ct = default) =>
        _grains.GetGrain<ILatencyIndexGrain>(0).ListAsync(ct);

    /// <summary>Keeps a latency table in place of an earlier one of the same device and subject.</summary>
    /// <param name="table">The table.</param>
    /// <param name="ct">Cancels the call.</param>
    public Task SaveLatencyTableAsync(LatencyTable table, CancellationToken ct = default) =>
        LatencyOf(table.Device).SaveAsync(table, ct);

    /// <summary>A latency table; null where there is none.</summary>
    /// <param name="device">Device profile, such as "torch-cpu-1t".</param>
    /// <param name="subject">Space or network whose blocks it has.</param>
    /// <param name="ct">Cancels the call.</param>
    public Task<LatencyTable?> FindLatencyTableAsync(string device, string subject, CancellationToken ct = default) =>
        LatencyOf(device).FindAsync(subject, ct);

    /// <summary>Expected inference time of a network from a table: the sum of its blocks (FBNet, eq. 3), plain and calibrated.</summary>
    /// <param name="device">Device profile.</param>
    /// <param name="network">The network.</param>
    /// <param name="table">Subject of the table to use; null: the first that has all blocks.</param>
    /// <param name="ct">Cancels the call.</param>
    /// <returns>The estimate, or the blocks that are missing.</returns>
    public Task<LatencyAnswer> EstimateLatencyAsync(
        string device,
        Network network,
        string? table = null,
        CancellationToken ct = default
    ) => LatencyOf(device).EstimateAsync([.. NetworkBlocks.Of(network).Select(block => block.Key)], table, ct);

    /// <summary>A handle on an experiment; whether it exists is found out by the first call.</summary>
    /// <param name="id">The experiment's id.</param>
    /// <exception cref="ArgumentException">It is null or blank.</exception>
    public ExperimentHandle Experiment(string id)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(id);
        return new(id, _grains);
    }

    /// <summary>A handle on a candidate; whether it exists is found out by the first call.</summary>
    /// <param name="id">Experiment and number.</param>
    public CandidateHandle Candidate(CandidateId id) => new(id, _grains);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_host is null || _isClosed)
        {
            return;
        }

        _isClosed = true;
        _host.Services.GetRequiredService<ClientLife>().End();
        if (_isStarted)
        {
            await _host.StopAsync();
        }

        _host.Dispose();
    }

    private static async Task<NasClient> ConnectAsync(IHost host, string where, CancellationToken ct)
    {
        var client = new NasClient(host.Services.GetRequiredService<IClusterClient>(), host, where);
        try
        {
            await client.StartAsync(ct);
            return client;
        }
        catch
        {
            host.Dispose();
            throw;
        }
    }

    // Where a person waits for the first answer, a wrong address is told soon.
    private static NasClientOptions Hasty() => new() { ConnectFor = TimeSpan.Zero };

    private static string Where(NasClientOptions options) =>
        options.Store is { } store
            ? $"the store '{store}'"
            : $"'{options.Gateway}' for the cluster '{options.ClusterId}'";
}
