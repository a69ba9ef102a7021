using Microsoft.Extensions.Logging;
using NasCluster.Cli.Output;

namespace NasCluster.Cli.Sessions;

internal sealed class StderrLoggerProvider : ILoggerProvider, ILogger
{
    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None;

    public void Log<TState>(
        LogLevel logLevel,
        EventId eventId,
        TState state,
        Exception? exception,
        Func<TState, Exception?, string> formatter
    )
    {
        var cause = exception is null ? "" : $" ({exception.GetType().Name}: {exception.Message})";
        var text = $"{formatter(state, exception)}{cause}".ReplaceLineEndings(" ");
        Messages.Note($"{logLevel.ToString().ToLowerInvariant()}: {text}");
    }

    public void Dispose() { }
}
