using System.CommandLine;
using NasCluster.Cli.Output;
using NasCluster.Cli.Sessions;
using NasCluster.Silo;

namespace NasCluster.Cli.Commands;

/// <summary>`nas import optuna STORAGE`: a study of another tool as a file that 'warmStart' of an experiment names.</summary>
internal static class ImportCommand
{
    public static Command Create() =>
        new("import", "Bring results of other tools into a form that 'warmStart' reads.") { CreateOptuna() };

    private static Command CreateOptuna()
    {
        var storage = new Argument<string>("storage")
        {
            Description =
                "sqlite:///FILE, postgresql://USER:PASSWORD@HOST/DATABASE, or a SQLite file. "
                + "'-' takes it from NASCLUSTER_OPTUNA: other users see a command line.",
        };
        var study = new Option<string?>("--study") { Description = "Name of the study; the only one if not given." };
        var objective = new Option<int>("--objective") { Description = "Which value is the accuracy, from 0." };
        var scale = new Option<double>("--scale")
        {
            Description = "What values are multiplied by to lie in 0…1; of a minimised one the accuracy is 1 − value.",
            DefaultValueFactory = _ => 1,
        };
        var output = new OutputOption("The file; STUDY.json if not given.");
        var json = StoreOptions.Json();
        var command = new Command("optuna", "The completed trials of an Optuna study.")
        {
            storage,
            study,
            objective,
            scale,
            json,
        };
        output.AddTo(command);
        command.SetAction(
            async (parsed, ct) =>
            {
                var import = await OptunaImport.ReadAsync(
                    StorageOf(parsed.GetRequiredValue(storage)),
                    parsed.GetValue(study),
                    parsed.GetValue(objective),
                    parsed.GetValue(scale),
                    ct
                );
                var path = Path.GetFullPath(output.Read(parsed, $"{NameOf(import.Study)}.json"));
                var text = import.Results.ToJsonString();
                await OutputFile.ReplaceAsync("--output", path, file => File.WriteAllTextAsync(file, text, ct));
                if (parsed.GetValue(json))
                {
                    DataOutput.Json(new FileOutput(path), CliJson.Default.FileOutput);
                    return ExitCode.Done;
                }

                Messages.Note(
                    $"{import.Results.Count} results of '{import.Study}'"
                        + (import.Minimize ? "; it minimises, so the accuracy is 1 − value" : "")
                        + $". An experiment takes them with \"warmStart\": [{{ \"file\": \"{Path.GetFileName(path)}\" }}]."
                );
                DataOutput.Line(path);
                return ExitCode.Done;
            }
        );
        return command;
    }

    private static string StorageOf(string given) =>
        given != "-" ? given
        : Environment.GetEnvironmentVariable("NASCLUSTER_OPTUNA") is { Length: > 0 } set ? set
        : throw new CommandException(ExitCode.BadInput, "The storage is '-', but NASCLUSTER_OPTUNA is not set.");

    private static string NameOf(string study) =>
        string.Concat(study.Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' ? c : '-'));
}
