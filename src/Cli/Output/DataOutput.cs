using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace NasCluster.Cli.Output;

/// <summary>What programs read, on stdout: one JSON document, or tables.</summary>
internal static class DataOutput
{
    private const int WidthOfFiles = 160;

    public static void Json<T>(T value, JsonTypeInfo<T> type) =>
        Console.Out.WriteLine(JsonSerializer.Serialize(value, type));

    public static void Show(IRenderable content)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Out) });
        if (Console.IsOutputRedirected)
        {
            console.Profile.Width = WidthOfFiles;
        }

        console.Write(content);
    }

    /// <summary>A table with the frame that all of them have.</summary>
    public static Table Framed(params string[] columns) => new Table().Border(TableBorder.Rounded).AddColumns(columns);

    public static void Line(string text) => Console.Out.WriteLine(text);

    /// <summary>A text of others; a terminal gets it without control characters, which could do anything to it.</summary>
    public static void Text(string text) =>
        Console.Out.Write(
            Console.IsOutputRedirected
                ? text
                : string.Concat(text.Select(sign => char.IsControl(sign) && sign is not ('\n' or '\t') ? ' ' : sign))
        );
}
