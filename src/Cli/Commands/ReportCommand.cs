using System.CommandLine;
using NasCluster.Cli.Output;
using NasCluster.Cli.Reports;
using NasCluster.Cli.Sessions;

namespace NasCluster.Cli.Commands;

/// <summary>`nas report EXPERIMENT`: one HTML file with its figures, to keep and to send.</summary>
internal static class ReportCommand
{
    public static Command Create()
    {
        var experiment = StoreOptions.Experiment();
        var output = new OutputOption("The file; EXPERIMENT.html if not given.");
        var store = StoreOptions.Store();
        var json = StoreOptions.Json();
        var command = new Command("report", "Write an experiment with its figures as one HTML file.")
        {
            experiment,
            store,
            json,
        };
        output.AddTo(command);
        command.SetAction(
            async (parsed, ct) =>
            {
                await using var session = await NasSession.OpenAsync(SessionTarget.Of(parsed, store), ct);
                var (handle, result) = await session.FindAsync(parsed.GetRequiredValue(experiment), ct);
                var spec = (await handle.GetSpecAsync(ct))!;
                var candidates = await handle.GetCandidatesAsync(ct);
                var text = new HtmlReport(result, spec, candidates, TimeProvider.System.GetUtcNow()).Write();
                var path = Path.GetFullPath(output.Read(parsed, $"{handle.Id}.html"));
                await OutputFile.ReplaceAsync("--output", path, file => File.WriteAllTextAsync(file, text, ct));
                if (parsed.GetValue(json))
                {
                    DataOutput.Json(new FileOutput(path), CliJson.Default.FileOutput);
                }
                else
                {
                    DataOutput.Line(path);
                }

                return ExitCode.Done;
            }
        );
        return command;
    }
}
