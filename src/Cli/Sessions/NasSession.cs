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

    /// <summary>Hosts a silo with slots.</summary>
    /// <exception cref="CommandException">Another process has the folder.</exception>
    public static async Task<NasSession> HostAsync(Action<SiloOptions> configure, string store, CancellationToken ct)
    {
        var folder =
            Take(store)
            ?? throw new CommandException(
                ExitCode.Refused,
                $"The store '{store}' is in use by another nas process; wait for it, or name another folder with --store."
            );
        return await HostAsync(configure, store, folder, ct);
    }

    /// <summary>Connects to the process that has the folder, or hosts a silo without slots to answer questions.</summary>
    public static async Task<NasSession> OpenAsync(string store, CancellationToken ct)
    {
        if (!Directory.Exists(store))
        {
            throw new CommandException(ExitCode.NotFound, $"There is no store '{store}': nothing was run with it yet.");
        }

        return await OpenOrCreateAsync(store, ct);
    }

    /// <summary>As <see cref="OpenAsync"/>, and makes the store where there is none.</summary>
    public static async Task<NasSession> OpenOrCreateAsync(string store, CancellationToken ct)
    {
        if (Take(store) is { } folder)
        {
            return await HostAsync(options => (options.DataFolder, options.Slots) = (store, 0), store, folder, ct);
        }

        return FolderLock.Read(store) is { } note
            ? new(await NasClient.ConnectAsync(note.GatewayPort, ct), host: null, folder: null)
            : throw new CommandException(ExitCode.ServiceAway, $"The process that uses '{store}' does not answer yet.");
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
