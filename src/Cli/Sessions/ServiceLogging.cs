using Microsoft.Extensions.Logging;

namespace NasCluster.Cli.Sessions;

/// <summary>The log of a silo that serves: to stderr, as text or as lines of JSON.</summary>
internal static class ServiceLogging
{
    public static ILoggingBuilder AddServiceLog(this ILoggingBuilder logging, bool json)
    {
        logging.SetMinimumLevel(LogLevel.Warning);
        logging.AddFilter("NasCluster", LogLevel.Information);
        logging.AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        return json
            ? logging.AddJsonConsole(format =>
                (format.UseUtcTimestamp, format.TimestampFormat) = (true, "yyyy-MM-ddTHH:mm:ss.fffZ")
            )
            : logging.AddSimpleConsole(format =>
                (format.SingleLine, format.UseUtcTimestamp, format.TimestampFormat) = (true, true, "HH:mm:ss ")
            );
    }
}
