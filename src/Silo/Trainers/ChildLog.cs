using System.Text;

namespace NasCluster.Silo.Trainers;

/// <summary>
/// What a child prints, in a file of a limited size, and in one of the attempt it works at; the last lines are kept for
/// failure messages.
/// </summary>
internal sealed class ChildLog : IDisposable
{
    private const long MostBytes = 10 * 1024 * 1024;
    private const int KeptLines = 5;
    private readonly Lock _lock = new();
    private readonly Queue<string> _last = new();
    private readonly StreamWriter _writer;
    private long _written;
    private AttemptOutput? _attempt;

    public ChildLog(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        _writer = new(path, append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false))
        {
            AutoFlush = true,
        };
    }

    /// <summary>The last lines, joined; empty where nothing was printed.</summary>
    public string Tail
    {
        get
        {
            lock (_lock)
            {
                return string.Join(" | ", _last);
            }
        }
    }

    /// <summary>What comes from now on is of another attempt.</summary>
    public void BeginAttempt(string path)
    {
        lock (_lock)
        {
            _attempt?.Dispose();
            _attempt = new(path);
        }
    }

    /// <summary>Takes the characters of one stream. Memory does not grow with them, not even where no line ends.</summary>
    public OutputLines Lines() => new(Write);

    private void Write(string line)
    {
        lock (_lock)
        {
            _last.Enqueue(line.Length > 200 ? line[..200] : line);
            if (_last.Count > KeptLines)
            {
                _last.Dequeue();
            }

            Try(() => WriteToFile(line));
            Try(() => _attempt?.Write(line));
        }
    }

    private void WriteToFile(string line)
    {
        if (_written < MostBytes)
        {
            _written += line.Length + 1;
            _writer.WriteLine(_written < MostBytes ? line : "(the rest is left out: this log is full)");
        }
    }

    /// <summary>A full disk must not keep the child from printing: it would stand still.</summary>
    private static void Try(Action write)
    {
        try
        {
            write();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The line is lost.
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            Try(_writer.Dispose);
            Try(() => _attempt?.Dispose());
        }
    }
}
