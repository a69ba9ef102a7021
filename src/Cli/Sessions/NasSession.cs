using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using NasCluster.Cli.Output;
using NasCluster.Client;
using NasCluster.Domain.Experiments;
using NasCluster.Silo;
using NasCluster.Silo.Slots;

namespace NasCluster.Cli.Sessions;

/// <summary>A client and, where no other process has the folder, the embedded silo it talks to.</summary>
internal sealed class NasSession : IAsyncDisposable
{
    private readonly IHost? _host;
    private readonly FolderLock? _folder;

    private NasSession(NasClient client, IHost? host, FolderLock? folder)
    {
        Client = client;
        _host = host;
        _folder = folder;
    }

    public NasClient Client { get; }

    /// <summary>Why the embedded worker cannot train; does not complete while it can.</summary>
    public Task<string> WorkerFault =>
        _host?.Services.GetRequiredService<WorkerFault>().Reason ?? new TaskCompletionSource<string>().Task;

    /// <summary>The silo is in this process and ends with it.</summary>
    public bool IsHost => _host is not null;

    /// <summary>Hosts a silo with slots.</summary>
    /// <exception cref="CommandException">Another process has the folder.</exception>
    public static async Task<NasSession> HostAsync(Action<SiloOptions> configure, string store, CancellationToken ct) =>
        await HostAsync(configure, store, TakeAlone(store), ct);

    /// <summary>The lock of a folder that no other process may have.</summary>
    /// <exception cref="CommandException">Another process has it, or it cannot be written.</exception>
    public static FolderLock TakeAlone(string store) =>
        Take(store)
        ?? throw new CommandException(
            ExitCode.Refused,
            $"The store '{store}' is in use by another nas process; wait for it, or name another folder with --store."
        );

    /// <summary>
    /// Connects to the cluster, or to the process that has the folder; hosts a silo without slots to answer questions
    /// where there is neither.
    /// </summary>
    public static async Task<NasSession> OpenAsync(SessionTarget target, CancellationToken ct)
    {
        if (target.Gateway is null && !Directory.Exists(target.Store))
        {
            throw new CommandException(
                ExitCode.NotFound,
                $"There is no store '{target.Store}': nothing was run with it yet."
            );
        }

        return await OpenOrCreateAsync(target, ct);
    }

    /// <summary>As <see cref="OpenAsync"/>, and makes the store where there is none.</summary>
    public static async Task<NasSession> OpenOrCreateAsync(SessionTarget target, CancellationToken ct)
    {
        if (target.Gateway is not null)
        {
            return await ConnectAsync(target, ct);
        }

        var store = target.Store;
        return Take(store) is { } folder
            ? await HostAsync(options => (options.DataFolder, options.Slots) = (store, 0), store, folder, ct)
            : await ConnectAsync(target, ct);
    }

    /// <summary>Hosts a silo with slots, or connects to the process that has the folder.</summary>
    public static async Task<NasSession> HostOrConnectAsync(
        Action<SiloOptions> configure,
        SessionTarget target,
        CancellationToken ct
    ) =>
        Take(target.Store) is { } folder
            ? await HostAsync(configure, target.Store, folder, ct)
            : await ConnectAsync(target, ct);

    /// <summary>Connects to a silo that runs: of the cluster, or of the process that has the folder.</summary>
    /// <exception cref="CommandException">There is none.</exception>
    public static async Task<NasSession> ConnectAsync(SessionTarget target, CancellationToken ct)
    {
        if (target.Gateway is { } gateway)
        {
            return await ConnectAsync(gateway, target.ClusterId, ct);
        }

        using (var unused = Directory.Exists(target.Store) ? Take(target.Store) : null)
        {
            if (unused is null && FolderLock.Read(target.Store) is { } note)
            {
                return new(await NasClient.ConnectAsync(note.GatewayPort, ct), host: null, folder: null);
            }
        }

        throw new CommandException(
            ExitCode.ServiceAway,
            $"No cluster is named (--gateway), and no 'nas serve' answers for the store '{target.Store}'."
        );
    }

    private static async Task<NasSession> ConnectAsync(string gateway, string cluster, CancellationToken ct)
    {
        if (new NasClientOptions { Gateway = gateway, ClusterId = cluster }.Check() is { Count: > 0 } faults)
        {
            throw new CommandException(ExitCode.BadInput, string.Join(Environment.NewLine, faults));
        }

        return new(await NasClient.ConnectAsync(gateway, cluster, ct), host: null, folder: null);
    }

    /// <exception cref="CommandException">There is no such experiment.</exception>
    public async Task<(ExperimentHandle Handle, ExperimentResult Result)> FindAsync(string id, CancellationToken ct)
    {
        var handle = Client.Experiment(id);
        var result =
            await handle.GetResultAsync(ct)
            ?? throw new CommandException(ExitCode.NotFound, $"There is no experiment '{id}'; 'nas list' shows them.");
        return (handle, result);
    }

    public async ValueTask DisposeAsync()
    {
        await Client.DisposeAsync();
        if (_host is not null)
        {
            await _host.StopAsync(CancellationToken.None);
            _host.Dispose();
        }

        _folder?.Dispose();
    }

    /// <summary>A shared store that the environment names is every command's.</summary>
    private static void NameDatabase(SiloOptions options) =>
        options.Postgres = PostgresConnection.Find(options.Postgres);

    private static FolderLock? Take(string store)
    {
        try
        {
            return FolderLock.TryTake(store);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new CommandException(ExitCode.BadInput, $"--store '{store}' cannot be used: {e.Message}");
        }
    }

    private static async Task<NasSession> HostAsync(
        Action<SiloOptions> configure,
        string store,
        FolderLock folder,
        CancellationToken ct
    )
    {
        IHost? host = null;
        try
        {
            host = EmbeddedSilo.Build(configure + NameDatabase, folder, logging => logging.AddSessionLog(store));
            await host.StartAsync(ct);
            return new(new NasClient(host.Services.GetRequiredService<IGrainFactory>()), host, folder);
        }
        catch
        {
            host?.Dispose();
            folder.Dispose();
            throw;
        }
    }
}
