using NasCluster.Domain.Training;

namespace NasCluster.Silo.Trainers;

/// <summary>Reads lines of at most <see cref="TrainerProtocol.MaxLineBytes"/> from a pipe; blocks.</summary>
internal sealed class LineReader(Stream stream)
{
    private readonly byte[] _buffer = new byte[TrainerProtocol.MaxLineBytes + 1];
    private int _start;
    private int _end;

    /// <summary>The next line without its end, valid until the next call; false at the end of the stream.</summary>
    /// <exception cref="TrainerProtocolException">A line is too long.</exception>
    public bool TryRead(out ReadOnlyMemory<byte> line)
    {
        while (true)
        {
            var length = _buffer.AsSpan(_start, _end - _start).IndexOf((byte)'\n');
            if (length >= 0)
            {
                line = _buffer.AsMemory(_start, length);
                _start += length + 1;
                return true;
            }

            if (!Fill())
            {
                line = default;
                return false;
            }
        }
    }

    private bool Fill()
    {
        _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
        (_start, _end) = (0, _end - _start);
        if (_end == _buffer.Length)
        {
            throw new TrainerProtocolException($"A line is longer than {TrainerProtocol.MaxLineBytes} bytes.");
        }

        var read = stream.Read(_buffer, _end, _buffer.Length - _end);
        _end += read;
        return read > 0;
    }
}
