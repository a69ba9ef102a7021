using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace NasCluster.Silo;

/// <summary>One silo with all roles in this process: localhost clustering, SQLite in the data folder or PostgreSQL, slots as children.</summary>
public static class EmbeddedSilo
{
    /// <summary>Builds the host; the caller starts and disposes it, and holds the folder's lock as long.</summary>
    /// <exception cref="OptionsValidationException">An option is out of range (thrown at start).</exception>
    public static IHost Build(Action<SiloOptions> configure, FolderLock folder, Action<ILoggingBuilder>? logging = null)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        logging?.Invoke(builder.Logging);
        Action<SiloOptions> embedded = options => options.PauseInterrupted = true;
        var all = embedded + configure;
        var options = new SiloOptions();
        all(options);
        var endpoint = SiloEndpoint.Of(options);
        folder.Publish(new(Environment.ProcessId, endpoint.GatewayPort));
        builder.AddSilo(all, options, endpoint);
        return builder.Build();
    }
}
