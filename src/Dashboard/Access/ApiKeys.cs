using System.Security.Cryptography;
using NasCluster.Dashboard.Hosting;

namespace NasCluster.Dashboard.Access;

/// <summary>All keys there are. None: only this machine is answered, and it may do everything.</summary>
internal sealed class ApiKeys
{
    private const int HashDigits = 2 * SHA256.HashSizeInBytes;
    private static readonly char[] LineEnds = ['\n', '\r', ';'];

    private ApiKeys(IReadOnlyList<ApiKey> all) => All = all;

    public IReadOnlyList<ApiKey> All { get; }

    public bool AreConfigured => All.Count > 0;

    /// <summary>Keys of a file, or of the file or the text that the environment names; none where it names neither.</summary>
    /// <exception cref="DashboardException">A file cannot be read, holds no key, or a line is none.</exception>
    public static ApiKeys Load(string? file)
    {
        file ??= Environment.GetEnvironmentVariable("NASCLUSTER_DASHBOARD_KEYS_FILE");
        var text = Environment.GetEnvironmentVariable("NASCLUSTER_DASHBOARD_KEYS");
        return string.IsNullOrEmpty(file)
            ? Parse(text ?? "", "NASCLUSTER_DASHBOARD_KEYS", required: !string.IsNullOrEmpty(text))
            : Parse(Read(file), file, required: true);
    }

    /// <param name="text">One "ROLE NAME SHA256 [UNTIL]" a line, UNTIL as 2027-01-31; '#' begins a remark.</param>
    /// <param name="source">Named in messages.</param>
    /// <param name="required">No key at all is an error.</param>
    /// <exception cref="DashboardException">A line is no key; the message names all such lines.</exception>
    internal static ApiKeys Parse(string text, string source, bool required)
    {
        var keys = new List<ApiKey>();
        var errors = new List<string>();
        foreach (
            var line in text.Split(LineEnds, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        )
        {
            if (line.StartsWith('#'))
            {
                continue;
            }

            var words = line.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
            if (
                words is [var role, var name, { Length: HashDigits } hash, .. var rest]
                && Role.All.Contains(role)
                && hash.All(char.IsAsciiHexDigit)
                && TryReadEnd(rest, out var until)
            )
            {
                keys.Add(new(role, name, Convert.FromHexString(hash), until));
            }
            else
            {
                errors.Add(
                    $"{source}: '{Start(line)}' is no key: allowed is \"ROLE NAME SHA256 [UNTIL]\", UNTIL as 2027-01-31, with a role of {string.Join(", ", Role.All)}."
                );
            }
        }

        if (errors.Count == 0 && keys.Count == 0 && required)
        {
            errors.Add($"{source} holds no key; 'nas dashboard key ROLE NAME' makes one.");
        }

        return errors.Count == 0
            ? new(keys)
            : throw new DashboardException(DashboardException.BadInput, string.Join(Environment.NewLine, errors));
    }

    /// <summary>Whose key it is; null where it is nobody's, or no longer good. Takes the same time for every key.</summary>
    public ApiKey? Find(string key, DateTimeOffset now)
    {
        var hash = ApiKey.HashOf(key);
        var found = All.Aggregate(
            (ApiKey?)null,
            (found, candidate) => CryptographicOperations.FixedTimeEquals(candidate.Hash, hash) ? candidate : found
        );
        return found?.IsGoodAt(now) == true ? found : null;
    }

    private static bool TryReadEnd(string[] words, out DateOnly? until)
    {
        var isDay = DateOnly.TryParseExact(words.FirstOrDefault(), "yyyy-MM-dd", out var day);
        until = isDay ? day : null;
        return words.Length == 0 || (words.Length == 1 && isDay);
    }

    // A line may hold a key that somebody forgot to hash: it is not repeated whole.
    private static string Start(string line) => line.Length > 16 ? $"{line[..16]}…" : line;

    private static string Read(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DashboardException(DashboardException.BadInput, $"The keys cannot be read: {e.Message}");
        }
    }
}
