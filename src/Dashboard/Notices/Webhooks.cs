using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using NasCluster.Dashboard.Hosting;

namespace NasCluster.Dashboard.Notices;

/// <summary>All webhooks, of a file with one "URL SECRET [KIND,KIND…]" a line.</summary>
internal sealed class Webhooks(ImmutableArray<Webhook> all)
{
    private const int ShortestSecret = 16;
    private const int IdDigits = 12;

    public ImmutableArray<Webhook> All => all;

    /// <param name="file">The file; null for the one the environment names, or none.</param>
    /// <exception cref="DashboardException">It cannot be read, or a line is none; the message names all of them.</exception>
    public static Webhooks Load(string? file)
    {
        file ??= Environment.GetEnvironmentVariable("NASCLUSTER_WEBHOOKS_FILE");
        if (string.IsNullOrEmpty(file))
        {
            return new([]);
        }

        try
        {
            return Parse(File.ReadAllLines(file), file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DashboardException(
                DashboardException.BadInput,
                $"--webhooks: '{file}' cannot be read: {e.Message}"
            );
        }
    }

    internal static Webhooks Parse(IReadOnlyList<string> lines, string file)
    {
        var (hooks, wrong) = (ImmutableArray.CreateBuilder<Webhook>(), new List<string>());
        for (var i = 0; i < lines.Count; i++)
        {
            var line = lines[i].Trim();
            if (line.Length == 0 || line.StartsWith('#'))
            {
                continue;
            }

            if (Read(line) is { } hook)
            {
                hooks.Add(hook);
            }
            else
            {
                wrong.Add($"line {i + 1}");
            }
        }

        return wrong.Count == 0
            ? new(hooks.ToImmutable())
            : throw new DashboardException(
                DashboardException.BadInput,
                $"--webhooks: '{file}', {string.Join(", ", wrong)}: a line is 'URL SECRET [KIND,KIND…]': http or https, a secret of at least {ShortestSecret} characters, kinds of {string.Join(", ", Enum.GetValues<NoticeKind>().Select(Word))}."
            );
    }

    /// <summary>The kind as messages and the file call it.</summary>
    public static string Word(NoticeKind kind) => JsonNamingPolicy.KebabCaseLower.ConvertName(kind.ToString());

    private static Webhook? Read(string line)
    {
        var parts = line.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (
            parts.Length is not (2 or 3)
            || !Uri.TryCreate(parts[0], UriKind.Absolute, out var url)
            || url.Scheme is not ("http" or "https")
            || parts[1].Length < ShortestSecret
        )
        {
            return null;
        }

        var all = Enum.GetValues<NoticeKind>();
        var words = parts.Length == 3 ? parts[2].Split(',') : [.. all.Select(Word)];
        var kinds = words.Select(word => Array.FindIndex(all, kind => Word(kind) == word)).ToList();
        var id = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(url.AbsoluteUri)))[..IdDigits];
        return kinds.Contains(-1) ? null : new(id, url, parts[1], [.. kinds.Select(place => all[place])]);
    }
}
