using System.Text;

namespace NasCluster.Cli.Tests.Documents;

/// <summary>The `nas` command in a line of a shell block, as arguments: quotes, comments, variables before it, pipes and redirections are understood.</summary>
internal static class ShellLine
{
    /// <summary>Arguments after "nas" or "./nas"; null where the line has no such command.</summary>
    public static string[]? Arguments(string line)
    {
        var words = Words(line);
        var at = words.FindIndex(word => word is "nas" or "./nas");
        if (at < 0 || (at > 0 && words[..at].Exists(word => word is "source" or "echo")))
        {
            return null;
        }

        return [.. words[(at + 1)..].TakeWhile(word => word is not ("|" or ">" or ">>" or "&" or "&&" or ";"))];
    }

    private static List<string> Words(string line)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        var (quote, open) = ('\0', false);
        foreach (var c in line)
        {
            switch (c)
            {
                case '#' when quote == '\0' && !open:
                    return words;
                case '\'' or '"' when quote == '\0':
                    (quote, open) = (c, true);
                    break;
                case '\'' or '"' when quote == c:
                    quote = '\0';
                    break;
                case ' ' when quote == '\0':
                    End();
                    break;
                default:
                    word.Append(c);
                    open = true;
                    break;
            }
        }

        End();
        return words;

        void End()
        {
            if (open)
            {
                words.Add(word.ToString());
                word.Clear();
                open = false;
            }
        }
    }
}
