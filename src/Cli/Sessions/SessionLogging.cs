using Microsoft.Extensions.Logging;

namespace NasCluster.Cli.Sessions;

/// <summary>The log of an embedded silo: warnings in a file of the store, errors of our own parts on stderr too.</summary>
internal static class SessionLogging
{
    public static ILoggingBuilder AddSessionLog(this ILoggingBuilder logging, string store)
    {
        logging.SetMinimumLevel(LogLevel.Warning);
        logging.AddProvider(new SessionLoggerProvider(Path.Combine(store, "logs", "silo.log")));
        return logging;
    }
}
