using System.Collections.Immutable;

namespace NasCluster.Domain.Search;

/// <summary>A number, one of some words, or a text, that a strategy can be given in an experiment file.</summary>
/// <param name="Name">Camel-case name in the file.</param>
/// <param name="Default">Used where the file does not name it; of words the index.</param>
/// <param name="Min">Smallest value allowed.</param>
/// <param name="Max">Largest value allowed.</param>
/// <param name="Whole">Whole numbers only.</param>
public sealed record StrategyOption(string Name, double Default, double Min, double Max, bool Whole)
{
    /// <summary>Most characters of a text.</summary>
    public const int MaxTextLength = 200;

    /// <summary>The words allowed; empty where it is a number or a text.</summary>
    public ImmutableArray<string> Words { get; init; } = [];

    /// <summary>Any text of 1 to <see cref="MaxTextLength"/> characters; none where the file does not name it.</summary>
    public bool IsText { get; init; }

    /// <summary>An option that is any text.</summary>
    /// <param name="name">Camel-case name in the file.</param>
    public static StrategyOption OfText(string name) => new(name, 0, 0, 0, Whole: true) { IsText = true };

    /// <summary>An option with the names of an enumeration, in lower case.</summary>
    /// <typeparam name="T">Its names are single words.</typeparam>
    /// <param name="name">Camel-case name in the file.</param>
    /// <param name="usual">Used where the file does not name it.</param>
    public static StrategyOption OfWords<T>(string name, T usual)
        where T : struct, Enum
    {
        ImmutableArray<string> words = [.. Enum.GetNames<T>().Select(word => word.ToLowerInvariant())];
        return new(name, words.IndexOf(usual.ToString().ToLowerInvariant()), 0, words.Length - 1, Whole: true)
        {
            Words = words,
        };
    }
}
