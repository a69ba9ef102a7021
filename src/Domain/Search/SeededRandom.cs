using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using MathNet.Numerics.Random;

namespace NasCluster.Domain.Search;

/// <summary>Independent random sources from one seed, so that a decision depends on what it is and not on when it is made.</summary>
public static class SeededRandom
{
    /// <param name="seed">The experiment's seed.</param>
    /// <param name="purpose">What the numbers are for, such as "random" or "coarse-2".</param>
    /// <param name="index">Which of many, such as the candidate's number.</param>
    public static Random Create(ulong seed, string purpose, long index = 0) =>
        new Xoshiro256StarStar(BinaryPrimitives.ReadInt32LittleEndian(Hash(seed, purpose, index)));

    /// <summary>A 64-bit seed derived in the same way, for programs of their own (the trainer).</summary>
    public static ulong Derive(ulong seed, string purpose, long index = 0) =>
        BinaryPrimitives.ReadUInt64LittleEndian(Hash(seed, purpose, index));

    private static byte[] Hash(ulong seed, string purpose, long index) =>
        SHA256.HashData(Encoding.UTF8.GetBytes(FormattableString.Invariant($"{seed}/{purpose}/{index}")));
}
