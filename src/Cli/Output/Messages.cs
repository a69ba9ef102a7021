using Spectre.Console;

namespace NasCluster.Cli.Output;

/// <summary>What people read, on stderr.</summary>
internal static class Messages
{
    public static IAnsiConsole Terminal { get; } =
        AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });

    /// <summary>Both streams go to a person: bars and colours make sense.</summary>
    public static bool IsInteractive => !Console.IsOutputRedirected && !Console.IsErrorRedirected;

    public static void Error(string message) => Console.Error.WriteLine($"error: {message}");

    public static void Note(string message) => Console.Error.WriteLine(message);
}
