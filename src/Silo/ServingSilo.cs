using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using NasCluster.Domain.Ports;
using NasCluster.Silo.Health;
using NasCluster.Silo.Telemetry;
using NasCluster.Storage;

namespace NasCluster.Silo;

/// <summary>A silo that serves until it is stopped, with health and metrics over HTTP.</summary>
public static class ServingSilo
{
    private static readonly TimeSpan Drain = TimeSpan.FromSeconds(25);

    /// <summary>Builds the host; the caller starts it (<see cref="StartAsync"/>) and disposes it.</summary>
    /// <param name="configure">The silo's options.</param>
    /// <param name="httpPort">Port of health and metrics; 0 for none.</param>
    /// <param name="folder">The lock of the data folder, held by the caller; null on PostgreSQL, where silos share a folder.</param>
    /// <param name="logging">Where logs go.</param>
    /// <exception cref="OptionsValidationException">An option is out of range.</exception>
    /// <exception cref="SiloStartException">This machine's address is not to be found.</exception>
    public static (IHost Host, ServingNote Note) Build(
        Action<SiloOptions> configure,
        int httpPort,
        FolderLock? folder,
        Action<ILoggingBuilder> logging
    )
    {
        Action<SiloOptions> serving = options => options.DrainPatience = Drain;
        var all = serving + configure;
        var options = new SiloOptions();
        all(options);
        SiloOptionsValidator.Check(options);
        var endpoint = SiloEndpoint.Of(options);
        folder?.Publish(new(Environment.ProcessId, endpoint.GatewayPort));
        IHost host =
            httpPort > 0 ? WithHttp(all, options, endpoint, httpPort, logging) : Alone(all, options, endpoint, logging);
        return (host, NoteOf(options, endpoint, httpPort));
    }

    /// <summary>Starts what was built.</summary>
    /// <exception cref="StoreAwayException">The database was away or answered too late, whoever asked it.</exception>
    /// <exception cref="SiloStartException">The store cannot be worked with, or the clocks differ.</exception>
    public static async Task StartAsync(IHost host, CancellationToken ct)
    {
        try
        {
            await host.StartAsync(ct);
        }
        catch (Exception error) when (StoreOutage.Of(error) is { } away)
        {
            throw away;
        }
    }

    private static ServingNote NoteOf(SiloOptions options, SiloEndpoint endpoint, int httpPort) =>
        new(
            options.Role.ToString().ToLowerInvariant(),
            endpoint.Address.ToString(),
            endpoint.SiloPort,
            endpoint.GatewayPort,
            httpPort,
            Environment.ProcessId
        );

    private static IHost Alone(
        Action<SiloOptions> configure,
        SiloOptions options,
        SiloEndpoint endpoint,
        Action<ILoggingBuilder> logging
    )
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        logging(builder.Logging);
        builder.AddSilo(configure, options, endpoint);
        return builder.Build();
    }

    private static WebApplication WithHttp(
        Action<SiloOptions> configure,
        SiloOptions options,
        SiloEndpoint endpoint,
        int port,
        Action<ILoggingBuilder> logging
    )
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder
            .WebHost.UseKestrelCore()
            .ConfigureKestrel(kestrel =>
            {
                kestrel.ListenAnyIP(port);
                kestrel.AddServerHeader = false;
                kestrel.Limits.MaxRequestBodySize = 0;
                kestrel.Limits.MaxConcurrentConnections = 100;
            });
        builder.Services.AddRoutingCore();
        builder.Configuration.AddInMemoryCollection(SiloTelemetry.Settings());
        logging(builder.Logging);
        builder.AddSilo(configure, options, endpoint);
        builder.Services.AddSingleton<SiloHealth>();
        builder.Services.AddTelemetry(options);
        var app = builder.Build();
        app.UseRouting();
        app.MapHealth();
        app.MapMetrics();
        return app;
    }
}
