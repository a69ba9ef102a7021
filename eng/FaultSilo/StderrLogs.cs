using Microsoft.Extensions.Logging;

namespace NasCluster.FaultSilo;

/// <summary>Warnings and worse, a line each, on stderr.</summary>
internal sealed class StderrLogs : ILoggerProvider, ILogger
{
    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

    public void Log<TState>(
        LogLevel logLevel,
        EventId eventId,
        TState state,
        Exception? exception,
        Func<TState, Exception?, string> formatter
    )
    {
        if (IsEnabled(logLevel))
        {
            var cause = exception is null ? "" : $" ({exception.GetType().Name}: {exception.Message})";
            Console.Error.WriteLine($"{logLevel}: {formatter(state, exception)}{cause}".ReplaceLineEndings(" "));
        }
    }

    public void Dispose() { }
}
