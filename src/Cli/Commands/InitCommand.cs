using System.CommandLine;
using System.Text;
using NasCluster.Cli.Output;
using NasCluster.Cli.Sessions;
using NasCluster.Domain.Experiments;
using NasCluster.Domain.Search;
using NasCluster.Domain.SearchSpaces;
using Spectre.Console;

namespace NasCluster.Cli.Commands;

/// <summary>`nas init [FILE]`: writes an experiment with comments; asks for what is not given where a person is there.</summary>
internal static class InitCommand
{
    private const string DefaultStrategy = "joint-nas";
    private const string DefaultDataset = "fashion-mnist-sample";

    public static Command Create()
    {
        var file = new Argument<string>("file")
        {
            Description = "Where to write it.",
            DefaultValueFactory = _ => "experiment.json",
        };
        var name = new Option<string?>("--name")
        {
            Description = "Name of the experiment; that of the file if not given.",
        };
        var space = new Option<string?>("--space") { Description = "A built-in space ('nas space list')." };
        space.AcceptOnlyFromAmong([.. SpaceCatalog.Names]);
        var strategy = new Option<string?>("--strategy")
        {
            Description = "Who proposes the candidates; joint-nas if not given.",
        };
        strategy.AcceptOnlyFromAmong([.. StrategyCatalog.Names]);
        var dataset = new Option<string?>("--dataset") { Description = "A data set ('nas data list')." };
        var candidates = new Option<int>("--candidates") { Description = "The budget.", DefaultValueFactory = _ => 24 };
        var epochs = new Option<int>("--epochs")
        {
            Description = "Epochs of a candidate.",
            DefaultValueFactory = _ => 3,
        };
        var force = new Option<bool>("--force") { Description = "Replace a file that is there." };
        var json = StoreOptions.Json();
        var command = new Command("init", "Write an experiment file with comments, ready to run and to change.")
        {
            file,
            name,
            space,
            strategy,
            dataset,
            candidates,
            epochs,
            force,
            json,
        };
        command.SetAction(parsed =>
        {
            var path = parsed.GetRequiredValue(file);
            if (File.Exists(path) && !parsed.GetValue(force))
            {
                throw new CommandException(ExitCode.Refused, $"'{path}' is there already; --force replaces it.");
            }

            var asks = !parsed.GetValue(json) && !Console.IsInputRedirected && Messages.IsInteractive;
            var searcher = Ask(asks, parsed.GetValue(strategy), "Strategy", StrategyCatalog.Names, DefaultStrategy);
            var choices = new InitChoices(
                parsed.GetValue(name) ?? NameOf(path),
                Ask(asks, parsed.GetValue(dataset), "Data set", names: null, DefaultDataset),
                Ask(asks, parsed.GetValue(space), "Space", SpaceCatalog.Names, SpaceFor(searcher)),
                searcher,
                parsed.GetValue(candidates),
                parsed.GetValue(epochs)
            );
            Write(path, InitFile.Of(choices));
            if (parsed.GetValue(json))
            {
                DataOutput.Json(new FileOutput(Path.GetFullPath(path)), CliJson.Default.FileOutput);
            }
            else
            {
                Messages.Note($"{path} is written; 'nas run {path}' runs it.");
            }

            return ExitCode.Done;
        });
        return command;
    }

    /// <summary>Written once it is known to be read: options that do not fit one another are told as a file's problems are.</summary>
    private static void Write(string path, string text)
    {
        ExperimentSpecReader.Read(Encoding.UTF8.GetBytes(text));
        try
        {
            File.WriteAllText(path, text);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CommandException(ExitCode.BadInput, $"'{path}' cannot be written: {e.Message}");
        }
    }

    private static string Ask(bool asks, string? given, string what, IEnumerable<string>? names, string usual)
    {
        if (given is not null || !asks)
        {
            return given ?? usual;
        }

        return names is null
            ? Messages.Terminal.Prompt(new TextPrompt<string>($"{what}:").DefaultValue(usual))
            : Messages.Terminal.Prompt(
                new SelectionPrompt<string>().Title(what).AddChoices(names.OrderBy(name => name == usual ? 0 : 1))
            );
    }

    /// <summary>A small space that the strategy can search.</summary>
    private static string SpaceFor(string strategy) =>
        strategy switch
        {
            "dnas" => "fbnet-v1-small",
            "dmasking" => "fbnet-v2-f-small",
            "compound-scaling" => "efficientnet-scaling-small",
            _ => "fbnet-v3-small",
        };

    private static string NameOf(string path)
    {
        var letters = Path.GetFileNameWithoutExtension(path)
            .Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' ? c : '-');
        return string.Concat(letters).Trim('-') is { Length: > 0 } name ? name : "experiment";
    }
}
