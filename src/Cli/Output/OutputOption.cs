using System.CommandLine;

namespace NasCluster.Cli.Output;

/// <summary>`--output FILE`, and `--force`, without which a file that is there stays.</summary>
/// <param name="description">What is written, and where if nothing is given.</param>
internal sealed class OutputOption(string description)
{
    private readonly Option<string?> _output = new("--output", "-o") { Description = description };
    private readonly Option<bool> _force = new("--force") { Description = "Replace the file where there is one." };

    public void AddTo(Command command)
    {
        command.Add(_output);
        command.Add(_force);
    }

    /// <summary>What the user named, free to be written; null where nothing was named.</summary>
    /// <exception cref="CommandException">There is a file, and it is not to be replaced.</exception>
    public string? Read(ParseResult parsed) => parsed.GetValue(_output) is { } path ? Free(parsed, path) : null;

    /// <summary>What the user named, or else the usual name, free to be written.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="usual">Where it goes if nothing is named.</param>
    /// <exception cref="CommandException">There is a file, and it is not to be replaced.</exception>
    public string Read(ParseResult parsed, string usual) => Free(parsed, parsed.GetValue(_output) ?? usual);

    private string Free(ParseResult parsed, string path) =>
        parsed.GetValue(_force) || OutputFile.IsDevice(path) || !File.Exists(path)
            ? path
            : throw new CommandException(
                ExitCode.BadInput,
                $"--output '{path}' exists: allowed is a new file, or --force to replace it."
            );
}
