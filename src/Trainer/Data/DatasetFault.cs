using NasCluster.Domain.Experiments;

namespace NasCluster.Trainer.Data;

/// <summary>The faults of data sets by their stable codes. Each message names the place, what was found, what is expected.</summary>
internal static class DatasetFault
{
    public const string ChangedCode = "dataset-changed";

    public static DatasetException Missing(string place, string found, Exception? cause = null) =>
        Of("data.missing", place, found, cause);

    public static DatasetException Empty(string place, string found) => Of("data.empty", place, found, null);

    public static DatasetException Header(string place, string found, Exception? cause = null) =>
        Of("data.header", place, found, cause);

    public static DatasetException Label(string place, string found) => Of("data.label", place, found, null);

    public static DatasetException Image(string place, string found, Exception? cause = null) =>
        Of("data.image", place, found, cause);

    public static DatasetException Path(string place, string found) => Of("data.path", place, found, null);

    public static DatasetException Option(string place, string found) => Of("data.option", place, found, null);

    public static DatasetException Changed(string place, string found, Exception? cause = null) =>
        Of(ChangedCode, place, found, cause);

    private static DatasetException Of(string code, string place, string found, Exception? cause) =>
        new(OneLine($"{code}: {place}: {found}"), cause!);

    // Names come from file systems and may hold anything; a message is one line of a log.
    private static string OneLine(string text) =>
        string.Create(
            text.Length,
            text,
            (line, source) =>
            {
                for (var i = 0; i < line.Length; i++)
                {
                    line[i] = char.IsControl(source[i]) ? '?' : source[i];
                }
            }
        );
}
