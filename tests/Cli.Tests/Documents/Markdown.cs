using System.Text.RegularExpressions;
using NasCluster.Domain.Tests.Experiments;

namespace NasCluster.Cli.Tests.Documents;

/// <summary>README and docs/: their blocks and links.</summary>
internal static partial class Markdown
{
    public static string Root { get; } = Path.GetDirectoryName(RepositoryFile.PathOf("NasCluster.sln"))!;

    /// <summary>Paths below the repository.</summary>
    public static IReadOnlyList<string> Documents { get; } =
    [
        "README.md",
        .. Directory
            .EnumerateFiles(Path.Combine(Root, "docs"), "*.md", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(Root, path))
            .Order(StringComparer.Ordinal),
    ];

    public static IReadOnlyList<Block> Blocks { get; } = [.. Documents.SelectMany(BlocksOf)];

    /// <summary>Targets of links to files, without anchors, below the repository.</summary>
    public static IEnumerable<(string Document, string Target)> Links() =>
        from document in Documents
        from Match match in Link().Matches(RepositoryFile.Read(document))
        let target = match.Groups[1].Value.Split('#')[0]
        where target.Length > 0 && !target.Contains("://", StringComparison.Ordinal)
        select (
            document,
            Path.GetRelativePath(Root, Path.GetFullPath(target, Path.GetDirectoryName(Path.Combine(Root, document))!))
        );

    /// <summary>`nas …` in the text outside of blocks.</summary>
    public static IEnumerable<(string Document, string Text)> Commands() =>
        from document in Documents
        from Match match in Command().Matches(RepositoryFile.Read(document))
        select (document, match.Groups[1].Value);

    /// <summary>Whether a word of a command names a file that is under version control.</summary>
    public static bool IsOfTheRepository(string word) => Tracked().IsMatch(word);

    private static IEnumerable<Block> BlocksOf(string document)
    {
        var lines = RepositoryFile.Read(document).Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            if (!lines[i].StartsWith("```", StringComparison.Ordinal))
            {
                continue;
            }

            var words = lines[i].TrimEnd()[3..].Split(' ');
            var first = i + 1;
            for (i = first; !lines[i].StartsWith("```", StringComparison.Ordinal); i++) { }
            yield return new(document, first + 1, words[0], words.Contains("run"), string.Join('\n', lines[first..i]));
        }
    }

    [GeneratedRegex("`(?:\\./)?nas ([^`]+)`")]
    private static partial Regex Command();

    [GeneratedRegex("^(examples|eng|bench|samples|src|tests)/[A-Za-z0-9/._-]+$|^docker-compose[a-z.]*\\.yml$")]
    private static partial Regex Tracked();

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();
}
