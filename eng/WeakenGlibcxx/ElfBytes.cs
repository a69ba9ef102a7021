using System.Buffers.Binary;
using System.Text;

namespace NasCluster.Eng.WeakenGlibcxx;

/// <summary>The bytes of a file; a read outside of them is an <see cref="ElfException"/>.</summary>
internal sealed class ElfBytes(byte[] bytes)
{
    public int Length => bytes.Length;

    public byte Byte(long offset) => At(offset, 1)[0];

    public ushort UInt16(long offset) => BinaryPrimitives.ReadUInt16LittleEndian(At(offset, 2));

    public uint UInt32(long offset) => BinaryPrimitives.ReadUInt32LittleEndian(At(offset, 4));

    public ulong UInt64(long offset) => BinaryPrimitives.ReadUInt64LittleEndian(At(offset, 8));

    /// <summary>Text up to a zero byte.</summary>
    public string Text(long offset)
    {
        var rest = At(offset, 0);
        var end = rest.IndexOf((byte)0);
        return end >= 0 ? Encoding.UTF8.GetString(rest[..end]) : throw Cut(offset);
    }

    /// <summary>A copy in which the 16-bit number at an offset is another.</summary>
    public byte[] With(long offset, ushort value)
    {
        _ = At(offset, 2);
        var copy = (byte[])bytes.Clone();
        BinaryPrimitives.WriteUInt16LittleEndian(copy.AsSpan((int)offset), value);
        return copy;
    }

    private ReadOnlySpan<byte> At(long offset, int size) =>
        offset >= 0 && offset <= bytes.Length - size ? bytes.AsSpan((int)offset) : throw Cut(offset);

    private ElfException Cut(long offset) =>
        new(FormattableString.Invariant($"it is cut off: offset {offset} is needed and it has {bytes.Length} bytes"));
}
