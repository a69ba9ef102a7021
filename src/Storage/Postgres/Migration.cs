using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace NasCluster.Storage.Postgres;

/// <summary>One step of the schema: a numbered SQL file of this assembly.</summary>
/// <param name="Number">1, 2, 3, …: the schema version after it.</param>
/// <param name="Name">File name without its ending.</param>
/// <param name="Sql">Its statements.</param>
internal sealed record Migration(int Number, string Name, string Sql)
{
    private const string Ending = ".sql";

    /// <summary>All of this program, in order.</summary>
    public static ImmutableArray<Migration> All { get; } = ReadAll();

    /// <summary>SHA-256 of the text, whatever line ends a checkout gave it.</summary>
    public string Checksum =>
        Convert.ToHexStringLower(
            SHA256.HashData(Encoding.UTF8.GetBytes(Sql.Replace("\r\n", "\n", StringComparison.Ordinal)))
        );

    private static ImmutableArray<Migration> ReadAll() =>
        [
            .. typeof(Migration)
                .Assembly.GetManifestResourceNames()
                .Where(resource =>
                    char.IsAsciiDigit(resource[0]) && resource.EndsWith(Ending, StringComparison.Ordinal)
                )
                .Order(StringComparer.Ordinal)
                .Select(Read),
        ];

    private static Migration Read(string resource)
    {
        using var text = new StreamReader(typeof(Migration).Assembly.GetManifestResourceStream(resource)!);
        var name = resource[..^Ending.Length];
        return new(int.Parse(name.AsSpan(0, 4), CultureInfo.InvariantCulture), name, text.ReadToEnd());
    }
}
