namespace NasCluster.Trainer.Data;

/// <summary>Paths with every link in them resolved, so that "inside of a root" can be told by comparing text.</summary>
internal static class CanonicalPath
{
    private const int MaxLinks = 40;

    /// <exception cref="IOException">More links than a real path has: they go in a circle.</exception>
    public static string Of(string path)
    {
        var full = Path.GetFullPath(path);
        var done = Path.GetPathRoot(full)!;
        var rest = new Stack<string>();
        PushParts(rest, full[done.Length..]);
        var links = 0;
        while (rest.TryPop(out var part))
        {
            var next = Path.GetFullPath(Path.Combine(done, part));
            if (new FileInfo(next).LinkTarget is not { } target)
            {
                done = next;
                continue;
            }

            if (++links > MaxLinks)
            {
                throw new IOException($"{path} has more than {MaxLinks} links on its way");
            }

            // The parts of the target may be links again, and start at the folder of this one.
            done = Path.IsPathRooted(target) ? Path.GetPathRoot(target)! : done;
            PushParts(rest, target);
        }

        return done;
    }

    /// <summary>Whether a canonical path is a canonical root or below it.</summary>
    public static bool IsInside(string path, string root)
    {
        var start = Path.EndsInDirectorySeparator(root) ? root : root + Path.DirectorySeparatorChar;
        return path == root || path.StartsWith(start, StringComparison.Ordinal);
    }

    private static void PushParts(Stack<string> stack, string path)
    {
        foreach (var part in path.Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries).Reverse())
        {
            stack.Push(part);
        }
    }
}
