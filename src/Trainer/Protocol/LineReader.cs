using NasCluster.Domain.Training;

namespace NasCluster.Trainer.Protocol;

/// <summary>Cuts a stream into lines of limited length.</summary>
internal sealed class LineReader(Stream stream)
{
    private const byte NewLine = (byte)'\n';
    private readonly byte[] _buffer = new byte[TrainerProtocol.MaxLineBytes + 1];
    private int _start;
    private int _end;

    /// <summary>The next line without its end; null at the end of the stream.</summary>
    /// <exception cref="ProtocolException">The line is too long, or the stream ends within one.</exception>
    public ReadOnlyMemory<byte>? Read()
    {
        var searched = 0;
        while (true)
        {
            var length = _buffer.AsSpan(_start + searched, _end - _start - searched).IndexOf(NewLine);
            if (length >= 0)
            {
                var line = _buffer.AsMemory(_start, searched + length);
                _start += line.Length + 1;
                return line;
            }

            searched = _end - _start;
            if (!Fill())
            {
                return searched == 0 ? null : throw new ProtocolException("The input ends within a line.");
            }
        }
    }

    private bool Fill()
    {
        _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
        _end -= _start;
        _start = 0;
        if (_end == _buffer.Length)
        {
            throw new ProtocolException($"A line is longer than {TrainerProtocol.MaxLineBytes} bytes.");
        }

        var read = stream.Read(_buffer, _end, _buffer.Length - _end);
        _end += read;
        return read > 0;
    }
}
