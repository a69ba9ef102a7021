using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace NasCluster.Trainer.Data;

/// <summary>
/// SHA-256 over the files of a data set in ordinal order of their names: of each its name, a zero byte, its length
/// (8 bytes, little-endian) and the SHA-256 of its bytes. Files may be added in any order.
/// </summary>
internal sealed class ContentHash
{
    private readonly SortedDictionary<string, (long Length, byte[] Hash)> _files = new(StringComparer.Ordinal);

    /// <param name="name">Below the data set's folder, with '/' between parts.</param>
    /// <param name="bytes">The whole file.</param>
    public void Add(string name, byte[] bytes) => _files[name] = (bytes.LongLength, SHA256.HashData(bytes));

    /// <summary>64 lower-case hexadecimal digits.</summary>
    public override string ToString()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var length = new byte[8];
        foreach (var (name, file) in _files)
        {
            BinaryPrimitives.WriteInt64LittleEndian(length, file.Length);
            hash.AppendData(Encoding.UTF8.GetBytes(name + '\0'));
            hash.AppendData(length);
            hash.AppendData(file.Hash);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
