using System.IO.Pipes;
using System.Runtime.InteropServices;
using System.Text;

namespace NasCluster.Silo.Trainers;

/// <summary>
/// What a child prints, taken from its pipes as it comes. Whoever got a message of the child can have everything taken first
/// that it printed before, so that no line is missing at the end of an attempt or is noted for the next one.
/// </summary>
internal sealed partial class PrintedOutput
{
    private const short Readable = 1;
    private const int Interval = 1000;

    // A pipe holds no more, so everything is in it that was printed before; a child that goes on printing keeps nobody up.
    private const int PipeBytes = 64 * 1024;

    private readonly Lock _lock = new();
    private readonly Pipe[] _pipes;
    private readonly PollDescriptor[] _descriptors;
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool _isLeft;

    /// <param name="log">Where the lines go.</param>
    /// <param name="streams">Ends of the child's pipes.</param>
    public PrintedOutput(ChildLog log, params ReadOnlySpan<Stream> streams)
    {
        _pipes = [.. streams.ToArray().Select(stream => new Pipe((PipeStream)stream, log.Lines()))];
        _descriptors =
        [
            .. _pipes.Select(pipe => new PollDescriptor { Descriptor = pipe.Descriptor, Events = Readable }),
        ];
        new Thread(Run) { IsBackground = true, Name = "trainer output" }.Start();
    }

    /// <summary>All pipes are closed, which a process that the child left behind may keep from happening.</summary>
    public Task Ended => _ended.Task;

    /// <summary>Takes what is there.</summary>
    public void CatchUp()
    {
        lock (_lock)
        {
            for (var i = 0; i < _pipes.Length; i++)
            {
                Take(i);
            }
        }
    }

    /// <summary>Takes what is there, ends lines that were begun, and does something before any more is taken.</summary>
    public void Between(Action change)
    {
        lock (_lock)
        {
            CatchUp();
            foreach (var pipe in _pipes)
            {
                pipe.EndLine();
            }

            change();
        }
    }

    /// <summary>Nobody wants more of it.</summary>
    public void Leave() => _isLeft = true;

    private void Run()
    {
        var waiting = new PollDescriptor[_descriptors.Length];
        while (!_isLeft && Array.Exists(_descriptors, descriptor => descriptor.Descriptor >= 0))
        {
            // The copy's answers are this thread's own; Take asks anew under the lock.
            _descriptors.CopyTo(waiting, 0);
            if (Poll(waiting, (nuint)waiting.Length, Interval) > 0)
            {
                CatchUp();
            }
        }

        lock (_lock)
        {
            for (var i = 0; i < _pipes.Length; i++)
            {
                _descriptors[i].Descriptor = -1;
                _pipes[i].Release();
            }
        }

        _ended.TrySetResult();
    }

    private void Take(int index)
    {
        var one = _descriptors.AsSpan(index, 1);
        for (var taken = 0; taken < PipeBytes && one[0].Descriptor >= 0; )
        {
            if (Poll(one, 1, 0) <= 0)
            {
                return;
            }

            // Readable, or at its end: in neither case does it block.
            var read = _pipes[index].Read();
            taken += read;
            if (read == 0)
            {
                one[0].Descriptor = -1;
            }
        }
    }

    [LibraryImport("libc", EntryPoint = "poll")]
    private static partial int Poll(Span<PollDescriptor> descriptors, nuint count, int milliseconds);

    [StructLayout(LayoutKind.Sequential)]
    private struct PollDescriptor
    {
        /// <summary>A negative one is not looked at.</summary>
        public int Descriptor;
        public short Events;
        public short Answer;
    }

    /// <summary>Its descriptor stays this pipe's until it is released, whoever closes the stream.</summary>
    private sealed class Pipe
    {
        private readonly PipeStream _stream;
        private readonly SafeHandle _handle;
        private readonly OutputLines _lines;
        private readonly Decoder _decoder = Encoding.UTF8.GetDecoder();
        private readonly byte[] _bytes = new byte[4096];
        private readonly char[] _characters = new char[4097];

        public Pipe(PipeStream stream, OutputLines lines)
        {
            (_stream, _handle, _lines) = (stream, stream.SafePipeHandle, lines);
            var isKept = false;
            _handle.DangerousAddRef(ref isKept);
        }

        public int Descriptor => (int)_handle.DangerousGetHandle();

        /// <summary>Bytes that were read; 0 at the end.</summary>
        public int Read()
        {
            try
            {
                var read = _stream.Read(_bytes);
                _lines.Add(
                    _characters.AsSpan(0, _decoder.GetChars(_bytes.AsSpan(0, read), _characters, flush: read == 0))
                );
                if (read == 0)
                {
                    EndLine();
                }

                return read;
            }
            catch (Exception e) when (e is IOException or ObjectDisposedException or InvalidOperationException)
            {
                return 0;
            }
        }

        public void EndLine() => _lines.End();

        public void Release() => _handle.DangerousRelease();
    }
}
