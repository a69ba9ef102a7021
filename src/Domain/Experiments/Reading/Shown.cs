using System.Globalization;
using System.Text;
using System.Text.Json;

namespace NasCluster.Domain.Experiments;

/// <summary>Text of a user's file made safe to print: cut, and with nothing in it that moves a cursor or turns writing around.</summary>
internal static class Shown
{
    private const int MaxLength = 80;

    public static string Value(SpecNode node) =>
        node.Kind switch
        {
            JsonValueKind.String => $"\"{Text(node.Text)}\"",
            JsonValueKind.Number => Text(node.Text),
            JsonValueKind.True => "true",
            JsonValueKind.False => "false",
            JsonValueKind.Null => "null",
            JsonValueKind.Object => "an object",
            _ => "an array",
        };

    public static string Text(string text)
    {
        var shown = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            if (shown.Length >= MaxLength)
            {
                return shown.Append('…').ToString();
            }

            shown.Append(IsPlain(rune) ? rune.ToString() : $"\\u{rune.Value:x4}");
        }

        return shown.ToString();
    }

    public static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    public static string List(IEnumerable<string> names) => string.Join(", ", names);

    private static bool IsPlain(Rune rune) =>
        Rune.GetUnicodeCategory(rune)
            is not (
                UnicodeCategory.Control
                or UnicodeCategory.Format
                or UnicodeCategory.LineSeparator
                or UnicodeCategory.ParagraphSeparator
                or UnicodeCategory.PrivateUse
                or UnicodeCategory.OtherNotAssigned
            );
}
