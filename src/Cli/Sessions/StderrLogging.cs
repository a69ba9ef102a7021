using Microsoft.Extensions.Logging;

namespace NasCluster.Cli.Sessions;

/// <summary>Warnings and errors of our own parts, one line each on stderr.</summary>
internal static class StderrLogging
{
    public static ILoggingBuilder AddStderr(this ILoggingBuilder logging)
    {
        logging.AddFilter((category, level) => level >= LevelOf(category));
        logging.AddProvider(new StderrLoggerProvider());
        return logging;
    }

    private static LogLevel LevelOf(string? category) =>
        category?.StartsWith("NasCluster.", StringComparison.Ordinal) == true ? LogLevel.Warning : LogLevel.Critical;
}
