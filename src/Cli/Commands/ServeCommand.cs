using System.CommandLine;
using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using NasCluster.Cli.Output;
using NasCluster.Cli.Sessions;
using NasCluster.Silo;
using NasCluster.Silo.Slots;

namespace NasCluster.Cli.Commands;

/// <summary>`nas serve` and `nas worker`: a silo of a cluster, or the one silo of a store, until it is stopped.</summary>
internal sealed class ServeCommand
{
    private readonly WorkerOptions _worker = new();
    private readonly Option<SiloRole> _role = new("--role")
    {
        Description = "control (decides, answers), worker (trains) or all.",
        DefaultValueFactory = _ => SiloRole.All,
    };

    private readonly Option<string?> _address = new("--address")
    {
        Description = "IP address at which others reach this silo; that of the way to PostgreSQL if not given.",
    };

    private readonly Option<int> _siloPort = Port("--silo-port", 11111, "Port for other silos; 0 for a free one.");
    private readonly Option<int> _gatewayPort = Port("--gateway-port", 30000, "Port for clients; 0 for a free one.");
    private readonly Option<int> _httpPort = Port("--http-port", 8080, "Port of health and metrics; 0 for none.");
    private readonly Option<bool> _jsonLog = new("--json-log") { Description = "Logs as lines of JSON." };
    private readonly Option<string?> _postgres = StoreOptions.Postgres("--postgres");
    private readonly Option<string> _store = StoreOptions.Store();
    private readonly Option<bool> _json = StoreOptions.Json();
    private readonly bool _isWorker;

    private ServeCommand(bool isWorker) => _isWorker = isWorker;

    /// <summary>The verb for any role.</summary>
    public static Command CreateServe() =>
        new ServeCommand(isWorker: false).Create("serve", "Run a silo until it is stopped (SIGTERM drains it).");

    /// <summary>The verb for machines that only train.</summary>
    public static Command CreateWorker() =>
        new ServeCommand(isWorker: true).Create("worker", "Train candidates of a cluster until stopped.");

    private static Option<int> Port(string name, int usual, string description) =>
        new(name) { Description = description, DefaultValueFactory = _ => usual };

    private Command Create(string verb, string description)
    {
        var command = new Command(verb, description)
        {
            _address,
            _siloPort,
            _httpPort,
            _jsonLog,
            _postgres,
            _store,
            _json,
        };
        if (!_isWorker)
        {
            command.Add(_role);
            command.Add(_gatewayPort);
        }

        _worker.AddTo(command);
        command.SetAction(RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken ct)
    {
        var options = new SiloOptions();
        Configure(parsed, options);
        var target = SessionTarget.Of(parsed, _store);
        using var folder = options.Postgres is null ? NasSession.TakeAlone(target.Store) : null;
        var httpPort = parsed.GetRequiredValue(_httpPort);
        if (httpPort is < 0 or > ushort.MaxValue)
        {
            throw new CommandException(
                ExitCode.BadInput,
                $"--http-port is {httpPort}: allowed is 0 (none) to {ushort.MaxValue}."
            );
        }

        var (host, note) = ServingSilo.Build(
            silo => Configure(parsed, silo),
            httpPort,
            folder,
            logging => logging.AddServiceLog(parsed.GetValue(_jsonLog))
        );
        using (host)
        {
            return await ServeAsync(host, note, parsed.GetValue(_json), ct);
        }
    }

    private static async Task<int> ServeAsync(IHost host, ServingNote note, bool json, CancellationToken ct)
    {
        try
        {
            await ServingSilo.StartAsync(host, ct);
        }
        catch (Exception error)
            when (error.GetBaseException() is SocketException or Microsoft.AspNetCore.Connections.AddressInUseException)
        {
            throw new CommandException(
                ExitCode.WrongEnvironment,
                $"A port cannot be opened (silo {note.SiloPort}, gateway {note.GatewayPort}, HTTP {note.HttpPort} at {note.Address}): {error.GetBaseException().Message}"
            );
        }

        if (json)
        {
            DataOutput.Json(note, CliJson.Default.ServingNote);
        }

        if (note.GatewayPort > 0)
        {
            Messages.Note($"Gateway for clients at {note.Address}:{note.GatewayPort}");
        }

        Messages.Note($"Serving as {note.Role} at {note.Address}:{note.SiloPort}.");
        var fault = host.Services.GetRequiredService<WorkerFault>().Reason;
        var stopping = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var interrupted = ct.Register(() => stopping.TrySetResult());
        await using var aborted = host
            .Services.GetRequiredService<IHostApplicationLifetime>()
            .ApplicationStopping.Register(() => stopping.TrySetResult());
        await Task.WhenAny(fault, stopping.Task);
        Messages.Note("Stopping; candidates at work come to the end of their epoch.");
        await host.StopAsync(CancellationToken.None);
        if (fault.IsCompleted)
        {
            Messages.Error(await fault);
            return ExitCode.WrongEnvironment;
        }

        return ct.IsCancellationRequested ? ExitCode.Done : ExitCode.ServiceAway;
    }

    private void Configure(ParseResult parsed, SiloOptions options)
    {
        options.DataFolder = parsed.GetRequiredValue(_store);
        options.Postgres = PostgresConnection.Find(parsed.GetValue(_postgres));
        options.ClusterId = options.Postgres is null ? null : parsed.GetRequiredValue(ClusterOptions.Id);
        options.Role = _isWorker ? SiloRole.Worker : parsed.GetRequiredValue(_role);
        options.Address = parsed.GetValue(_address);
        options.SiloPort = parsed.GetRequiredValue(_siloPort);
        options.GatewayPort = _isWorker ? 0 : parsed.GetRequiredValue(_gatewayPort);
        _worker.Apply(parsed, options);
    }
}
