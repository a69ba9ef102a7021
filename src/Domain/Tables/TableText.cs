using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using NasCluster.Domain.Experiments;

namespace NasCluster.Domain.Tables;

/// <summary>The lines of a CSV file: cells between commas, in double quotes where they have one; no line breaks in a cell.</summary>
internal sealed class TableText
{
    /// <summary>Largest file in bytes, as it lies on the disk.</summary>
    public const int MaxFileBytes = 256 * 1024 * 1024;

    private const long MaxTextBytes = 1L << 31;
    private readonly byte[] _content;
    private readonly bool _isZipped;

    private TableText(byte[] content, bool isZipped)
    {
        _content = content;
        _isZipped = isZipped;
        Hash = Convert.ToHexStringLower(SHA256.HashData(content));
    }

    /// <summary>SHA-256 of the file.</summary>
    public string Hash { get; }

    /// <exception cref="InvalidSpecException">There is no such file, it cannot be read, or it is too large.</exception>
    public static TableText Load(string path) =>
        new(SpecFile.Load(path, MaxFileBytes), path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase));

    /// <summary>The cells of every line that is not empty.</summary>
    /// <exception cref="InvalidDataException">It is not gzip, or has more than 2 GB of text.</exception>
    public IEnumerable<(int Line, string[] Cells)> Lines()
    {
        using var bytes = new MemoryStream(_content);
        using Stream plain = _isZipped ? new GZipStream(bytes, CompressionMode.Decompress) : bytes;
        using var reader = new StreamReader(plain, Encoding.UTF8);
        var read = 0L;
        for (var number = 1; reader.ReadLine() is { } line; number++)
        {
            read += line.Length + 1;
            if (read > MaxTextBytes)
            {
                throw new InvalidDataException("It has more than 2 GB of text.");
            }

            if (line.Length > 0)
            {
                yield return (number, Cells(line));
            }
        }
    }

    private static string[] Cells(string line)
    {
        if (!line.Contains('"', StringComparison.Ordinal))
        {
            return line.Split(',');
        }

        var cells = new List<string>();
        var cell = new StringBuilder();
        var quoted = false;
        for (var i = 0; i < line.Length; i++)
        {
            switch (line[i])
            {
                case '"' when quoted && i + 1 < line.Length && line[i + 1] == '"':
                    cell.Append(line[i++]);
                    break;
                case '"':
                    quoted = !quoted;
                    break;
                case ',' when !quoted:
                    cells.Add(cell.ToString());
                    cell.Clear();
                    break;
                default:
                    cell.Append(line[i]);
                    break;
            }
        }

        return [.. cells, cell.ToString()];
    }
}
