using System.Collections.Immutable;
using NasCluster.Domain.Experiments;

namespace NasCluster.Dashboard.Notes;

/// <summary>A note as somebody writes it.</summary>
/// <param name="Text">At most <see cref="LongestText"/> characters.</param>
/// <param name="Tags">At most <see cref="MostTags"/> words of letters, digits and . _ -, each at most <see cref="LongestTag"/> characters.</param>
internal sealed record NoteDraft(string? Text = null, ImmutableArray<string>? Tags = null)
{
    public const int LongestText = 10_000;
    public const int LongestTag = 40;
    public const int MostTags = 20;

    /// <summary>All that is wrong with it.</summary>
    public IReadOnlyCollection<Problem> Problems()
    {
        var problems = new List<Problem>();
        if ((Text ?? "").Length > LongestText)
        {
            problems.Add(
                new("note.text", "/text", 0, 0, $"'text' has {Text!.Length} characters: allowed are {LongestText}.")
            );
        }

        var tags = Tags ?? [];
        if (tags.Length > MostTags)
        {
            problems.Add(new("note.tags", "/tags", 0, 0, $"There are {tags.Length} tags: allowed are {MostTags}."));
        }

        for (var i = 0; i < tags.Length; i++)
        {
            if (!IsTag(tags[i]))
            {
                var shown = tags[i] is { Length: > LongestTag } tag ? tag[..LongestTag] + "…" : tags[i];
                problems.Add(
                    new(
                        "note.tags",
                        $"/tags/{i}",
                        0,
                        0,
                        $"'{shown}' is no tag: allowed are 1 to {LongestTag} letters, digits, '.', '_' and '-'."
                    )
                );
            }
        }

        return problems;
    }

    /// <summary>A note of it, with each tag once.</summary>
    public Note By(string name, DateTimeOffset at) =>
        new(
            (Text ?? "").Trim(),
            [.. (Tags ?? []).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)],
            name,
            at
        );

    private static bool IsTag(string? tag) =>
        tag is { Length: > 0 and <= LongestTag }
        && tag.All(one => char.IsLetterOrDigit(one) || one is '.' or '_' or '-');
}
