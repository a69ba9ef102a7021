using System.Buffers;
using System.IO.MemoryMappedFiles;
using Microsoft.Win32.SafeHandles;

namespace NasCluster.Trainer.Data.Decoded;

/// <summary>
/// A file as memory: processes that map the same file share its pages, and those come back from disk when the system took
/// them. It stays readable after the file was deleted; a file must not be shortened while it is mapped.
/// </summary>
internal sealed unsafe class MappedBytes : MemoryManager<byte>
{
    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _view;
    private readonly SafeMemoryMappedViewHandle _handle;
    private readonly byte* _start;
    private readonly int _length;

    /// <exception cref="IOException">It cannot be mapped, or is longer than an array may be.</exception>
    public MappedBytes(string path)
    {
        var length = new FileInfo(path).Length;
        if (length == 0 || length > Array.MaxLength)
        {
            throw new IOException($"{path} has {length} bytes.");
        }

        _file = MemoryMappedFile.CreateFromFile(path, FileMode.Open, mapName: null, 0, MemoryMappedFileAccess.Read);
        _view = _file.CreateViewAccessor(0, length, MemoryMappedFileAccess.Read);
        _handle = _view.SafeMemoryMappedViewHandle;
        _handle.AcquirePointer(ref _start);
        _start += _view.PointerOffset;
        _length = (int)length;
    }

    public override Span<byte> GetSpan() => new(_start, _length);

    public override MemoryHandle Pin(int elementIndex = 0) => new(_start + elementIndex, pinnable: this);

    public override void Unpin() { }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _handle.ReleasePointer();
            _view.Dispose();
            _file.Dispose();
        }
    }
}
