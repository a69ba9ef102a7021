using System.Text;

namespace NasCluster.Silo.Trainers;

/// <summary>
/// The lines of one attempt, in a file that is there once something was printed. When it is full it becomes the older half
/// and a new one begins, so that the last lines are always kept and the disk that one attempt takes is limited.
/// </summary>
/// <param name="path">The file; its folder is made.</param>
internal sealed class AttemptOutput(string path) : IDisposable
{
    /// <summary>Of each half.</summary>
    public const int MostBytes = 256 * 1024;

    private static readonly UTF8Encoding Encoding = new(encoderShouldEmitUTF8Identifier: false);
    private StreamWriter? _writer;
    private long _written;

    /// <summary>Where the older half of a log lies.</summary>
    public static string OlderOf(string path) => $"{path}.old";

    /// <exception cref="IOException">The disk is full, or away.</exception>
    public void Write(string line)
    {
        if (_written >= MostBytes)
        {
            _writer?.Dispose();
            _writer = null;
            File.Move(path, OlderOf(path), overwrite: true);
            _written = 0;
        }

        _writer ??= Open();
        _writer.WriteLine(line);
        _written += Encoding.GetByteCount(line) + 1;
    }

    public void Dispose() => _writer?.Dispose();

    private StreamWriter Open()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        return new(path, append: true, Encoding) { AutoFlush = true };
    }
}
