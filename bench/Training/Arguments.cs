using System.Globalization;

namespace NasCluster.Training;

/// <summary>Options of the command line: names with one value each.</summary>
internal sealed class Arguments(string[] args)
{
    public string Text(string name, string otherwise)
    {
        var at = Array.IndexOf(args, name);
        return at >= 0 && at + 1 < args.Length ? args[at + 1] : otherwise;
    }

    public int Number(string name, int otherwise) =>
        int.Parse(
            Text(name, otherwise.ToString(CultureInfo.InvariantCulture)),
            NumberStyles.None,
            CultureInfo.InvariantCulture
        );

    public int[] Numbers(string name, string otherwise) =>
        [.. Text(name, otherwise).Split(',').Select(text => int.Parse(text, CultureInfo.InvariantCulture))];
}
