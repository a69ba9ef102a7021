using System.Security.Cryptography;

namespace NasCluster.Client;

/// <summary>A file of the cluster, read once from start to end in pieces; its SHA-256 is checked at the end.</summary>
internal sealed class PieceStream : Stream
{
    private const int PieceBytes = 1 << 20;
    private readonly Func<long, int, CancellationToken, Task<byte[]?>> _read;
    private readonly string _name;
    private readonly string _sha256;
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private ReadOnlyMemory<byte> _piece;
    private long _received;

    private PieceStream(string name, long length, string sha256, Func<long, int, CancellationToken, Task<byte[]?>> read)
    {
        (_name, Length, _sha256, _read) = (name, length, sha256, read);
    }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length { get; }

    public override long Position
    {
        get => _received - _piece.Length;
        set => throw new NotSupportedException();
    }

    /// <summary>Reads the first piece already; null where that cannot be had.</summary>
    /// <param name="name">What it is, for messages.</param>
    /// <param name="length">Bytes.</param>
    /// <param name="sha256">What it must hash to.</param>
    /// <param name="read">Gives a piece from an offset, of at most so many bytes; null where the file is gone.</param>
    /// <param name="ct">Cancels the call.</param>
    public static async Task<PieceStream?> OpenAsync(
        string name,
        long length,
        string sha256,
        Func<long, int, CancellationToken, Task<byte[]?>> read,
        CancellationToken ct
    )
    {
        var stream = new PieceStream(name, length, sha256, read);
        if (length == 0 || await stream.FillAsync(ct))
        {
            return stream;
        }

        await stream.DisposeAsync();
        return null;
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (buffer.IsEmpty)
        {
            return 0;
        }

        if (_piece.IsEmpty && _received < Length && !await FillAsync(cancellationToken))
        {
            throw new IOException($"The {_name} went away while it was read.");
        }

        var count = Math.Min(buffer.Length, _piece.Length);
        _piece[..count].CopyTo(buffer);
        _piece = _piece[count..];
        return count;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) =>
        throw new NotSupportedException("It comes from the cluster: read it asynchronously.");

    public override void Flush() { }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        _hash.Dispose();
        base.Dispose(disposing);
    }

    private async Task<bool> FillAsync(CancellationToken ct)
    {
        if (await _read(_received, PieceBytes, ct) is not { Length: > 0 } bytes)
        {
            return false;
        }

        _hash.AppendData(bytes);
        _received += bytes.Length;
        _piece = bytes;
        if (_received >= Length)
        {
            Check();
        }

        return true;
    }

    /// <exception cref="InvalidDataException">What came is not what was stored.</exception>
    private void Check()
    {
        var found = Convert.ToHexStringLower(_hash.GetHashAndReset());
        if (_received != Length || found != _sha256)
        {
            throw new InvalidDataException(
                $"The {_name} has SHA-256 {found} and {_received} bytes; stored are {_sha256} and {Length} bytes."
            );
        }
    }
}
