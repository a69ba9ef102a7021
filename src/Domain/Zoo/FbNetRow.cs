using System.Collections.Immutable;
using System.Globalization;

namespace NasCluster.Domain.Zoo;

/// <summary>One entry of an FBNet definition, such as "k5sh 40 s2 e5.3501 x4 p1".</summary>
/// <remarks>
/// Kernel 3 or 5 with s (squeeze-and-excitation) and h (hard-swish), g2 (two groups), or skip or pool; then output
/// channels, stride, expansion, repeats (the stride is the first one's) and depth-wise padding.
/// </remarks>
internal sealed record FbNetRow(string Op, int Channels, int Stride, double Expansion, int? Padding)
{
    public bool Squeezes => Op.Contains('s', StringComparison.Ordinal) && !Op.StartsWith('s');

    public bool HardSwish => Op.Contains('h', StringComparison.Ordinal);

    public int Groups => Op.Contains('g', StringComparison.Ordinal) ? 2 : 1;

    public int Kernel => Op[1] - '0';

    /// <summary>Stages are separated by bars, entries by semicolons.</summary>
    public static ImmutableArray<ImmutableArray<FbNetRow>> Parse(string stages) =>
        [.. stages.Split('|').Select(stage => stage.Split(';').SelectMany(ParseRow).ToImmutableArray())];

    private static IEnumerable<FbNetRow> ParseRow(string text)
    {
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var channels = int.Parse(words[1], CultureInfo.InvariantCulture);
        var stride = (int)Number(words, 's', 1);
        var row = new FbNetRow(words[0], channels, stride, Number(words, 'e', 1), PaddingOf(words));
        for (var i = 0; i < (int)Number(words, 'x', 1); i++)
        {
            yield return i == 0 ? row : row with { Stride = 1 };
        }
    }

    private static int? PaddingOf(string[] words) => Number(words, 'p', -1) is >= 0 and var side ? (int)side : null;

    private static double Number(string[] words, char mark, double otherwise) =>
        Array.Find(words[2..], word => word[0] == mark) is { } found
            ? double.Parse(found[1..], CultureInfo.InvariantCulture)
            : otherwise;
}
