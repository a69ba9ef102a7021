using System.CommandLine;
using System.Text;
using System.Text.RegularExpressions;

namespace NasCluster.Cli.Tests.Documents;

/// <summary>docs/reference/command-line.md, as the commands themselves say it.</summary>
internal static partial class CommandReference
{
    public const string Path = "docs/reference/command-line.md";

    public static IEnumerable<CommandRow> Rows(Command root) => Below(root, "nas");

    public static string Text(IEnumerable<CommandRow> rows)
    {
        var text = new StringBuilder(
            """
            # The command line

            Made from the commands themselves (`NASCLUSTER_WRITE_DOCS=1` at `tests/Cli.Tests` writes it anew). Every command takes `--help`, and those that
            speak to a store or cluster `--gateway` and `--cluster`. stdout has data, stderr everything else; exit codes are in the [README](../../README.md).

            | command | does | options |
            |---|---|---|

            """
        );
        foreach (var row in rows)
        {
            text.Append(
                $"| `{row.Command}`{string.Concat(row.Arguments.Select(name => $" *{name}*"))} | {row.Description} | {string.Join(" ", row.Options.Where(name => name is not ("--gateway" or "--cluster")).Select(name => $"`{name}`"))} |\n"
            );
        }

        return text.ToString();
    }

    public static IEnumerable<string> OptionsIn(string text) =>
        Option()
            .Matches(text)
            .Select(match => match.Groups[1].Value)
            .Except(["--help", "--gateway", "--cluster"])
            .Distinct();

    /// <summary>What is not known in a command with placeholders: its verb, or options.</summary>
    public static IEnumerable<string> Strange(Command root, string text)
    {
        var words = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
            .Select(word => word.Trim('[', ']', '…', '(', ')', '"', '\'').Split('=')[0])
            .ToList();
        var command = root;
        while (words.Count > 0 && command.Subcommands.FirstOrDefault(child => child.Name == words[0]) is { } child)
        {
            command = child;
            words.RemoveAt(0);
        }

        var known = root
            .Options.Concat(command.Options)
            .SelectMany(option => option.Aliases.Append(option.Name))
            .ToHashSet();
        return words.Where(
            (word, i) =>
                word.StartsWith("--", StringComparison.Ordinal)
                    ? !known.Contains(word) && word != "--help"
                    : i == 0 && command.Action is null && char.IsAsciiLetterLower(word.FirstOrDefault())
        );
    }

    private static IEnumerable<CommandRow> Below(Command command, string path)
    {
        foreach (var child in command.Subcommands.OrderBy(child => child.Name, StringComparer.Ordinal))
        {
            var name = $"{path} {child.Name}";
            if (child.Subcommands.Count == 0 || child.Action is not null)
            {
                yield return new(
                    name,
                    child.Description?.Replace("|", "\\|", StringComparison.Ordinal) ?? "",
                    [.. child.Arguments.Select(argument => argument.Name)],
                    [.. child.Options.Where(option => !option.Hidden).Select(option => option.Name)]
                );
            }

            foreach (var row in Below(child, name))
            {
                yield return row;
            }
        }
    }

    [GeneratedRegex("`(--[a-z0-9-]+)`")]
    private static partial Regex Option();
}
