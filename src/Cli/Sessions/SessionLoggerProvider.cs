using System.Globalization;
using Microsoft.Extensions.Logging;
using NasCluster.Cli.Output;

namespace NasCluster.Cli.Sessions;

internal sealed class SessionLoggerProvider : ILoggerProvider
{
    private const string Ours = "NasCluster.";
    private readonly Lock _lock = new();
    private readonly StreamWriter _file;

    public SessionLoggerProvider(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        _file = new(path, append: true) { AutoFlush = true };
    }

    public ILogger CreateLogger(string categoryName) => new Logger(this, categoryName);

    public void Dispose()
    {
        lock (_lock)
        {
            _file.Dispose();
        }
    }

    private void Write(string category, LogLevel level, string message, Exception? exception)
    {
        var cause = exception is null ? "" : $" ({exception.GetType().Name}: {exception.Message})";
        var text = $"{level.ToString().ToLowerInvariant()}: {message}{cause}".ReplaceLineEndings(" ");
        var time = TimeProvider.System.GetUtcNow().ToString("O", CultureInfo.InvariantCulture);
        lock (_lock)
        {
            _file.WriteLine($"{time} {category} {text}");
        }

        if (level >= LogLevel.Error && category.StartsWith(Ours, StringComparison.Ordinal))
        {
            Messages.Note(text);
        }
    }

    private sealed class Logger(SessionLoggerProvider provider, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel is >= LogLevel.Warning and not LogLevel.None;

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
                provider.Write(category, logLevel, formatter(state, exception), exception);
            }
        }
    }
}
