using System.Buffers.Binary;
using System.Security.Cryptography;

namespace NasCluster.Domain.Experiments;

/// <summary>
/// Reads experiment files, strictly: what is unknown, doubled, mistyped or out of range is refused, and everything that is
/// wrong is told at once. <c>docs/reference/experiment-file.md</c> describes the format.
/// </summary>
public static class ExperimentSpecReader
{
    /// <summary>Largest file in bytes.</summary>
    public const int MaxFileBytes = 256 * 1024;

    private const int SeedBits = 53;

    /// <summary>Reads an experiment from memory. Whoever fetched the bytes has kept to <see cref="MaxFileBytes"/>.</summary>
    /// <param name="utf8">The text of the file; a byte-order mark is skipped.</param>
    /// <param name="newSeed">Gives a seed, at most 2^53, where the file has none; random by default.</param>
    /// <exception cref="InvalidSpecException">Anything is wrong with it; holds up to 20 problems in the order of the file.</exception>
    public static ExperimentSpec Read(ReadOnlyMemory<byte> utf8, Func<ulong>? newSeed = null) =>
        Inspect(utf8, newSeed).Spec;

    /// <summary>Reads an experiment from a regular file of at most <see cref="MaxFileBytes"/>.</summary>
    /// <param name="path">The file.</param>
    /// <param name="newSeed">Gives a seed, at most 2^53, where the file has none; random by default.</param>
    /// <exception cref="InvalidSpecException">Anything is wrong with it, or it cannot be read.</exception>
    public static ExperimentSpec ReadFile(string path, Func<ulong>? newSeed = null) => InspectFile(path, newSeed).Spec;

    /// <summary>As <see cref="Read"/>, and tells whether the seed was given.</summary>
    /// <exception cref="InvalidSpecException">Anything is wrong with it.</exception>
    public static SpecReadResult Inspect(ReadOnlyMemory<byte> utf8, Func<ulong>? newSeed = null) =>
        Inspect(utf8, newSeed, Environment.CurrentDirectory, opensFiles: false);

    /// <summary>As <see cref="Read(ReadOnlyMemory{byte}, Func{ulong})"/>, of a text of this program's own: 'warmStart' may name files.</summary>
    /// <param name="utf8">The text of the file.</param>
    /// <param name="folder">What paths in it are relative to.</param>
    /// <exception cref="InvalidSpecException">Anything is wrong with it.</exception>
    public static ExperimentSpec ReadIn(ReadOnlyMemory<byte> utf8, string folder) =>
        Inspect(utf8, newSeed: null, folder, opensFiles: true).Spec;

    private static SpecReadResult Inspect(
        ReadOnlyMemory<byte> utf8,
        Func<ulong>? newSeed,
        string folder,
        bool opensFiles
    )
    {
        var content = SpecEncoding.Content(utf8);
        var problems = new ProblemList(content);
        SpecEncoding.Check(utf8, problems);
        var root = problems.Count == 0 ? new SpecParser(content, problems).Parse() : null;
        var result = root is null
            ? null
            : new ExperimentBinder(problems, newSeed ?? DrawSeed, folder, opensFiles).Bind(root);

        // Keys given twice are found while parsing, so a file that binds may have problems all the same.
        return problems.Count == 0 && result is not null ? result : throw problems.ToException();
    }

    /// <summary>As <see cref="ReadFile"/>, and tells whether the seed was given.</summary>
    /// <exception cref="InvalidSpecException">Anything is wrong with it, or it cannot be read.</exception>
    public static SpecReadResult InspectFile(string path, Func<ulong>? newSeed = null) =>
        Inspect(
            SpecFile.Load(path, MaxFileBytes),
            newSeed,
            Path.GetDirectoryName(Path.GetFullPath(path)) ?? "/",
            opensFiles: true
        );

    private static ulong DrawSeed()
    {
        Span<byte> bytes = stackalloc byte[sizeof(ulong)];
        RandomNumberGenerator.Fill(bytes);
        return BinaryPrimitives.ReadUInt64LittleEndian(bytes) >> (64 - SeedBits);
    }
}
