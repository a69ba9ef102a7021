using System.CommandLine;
using NasCluster.Cli.Output;
using NasCluster.Cli.Sessions;
using NasCluster.Domain.Experiments;

namespace NasCluster.Cli.Commands;

/// <summary>`nas submit FILE`: hands an experiment to a cluster, or to the silo that serves a store, and returns.</summary>
internal static class SubmitCommand
{
    public static Command Create()
    {
        var file = new Argument<string>("file") { Description = "Experiment file (JSON)." };
        var key = new Option<string?>("--key")
        {
            Description = "Name of this submission: repeating the command with it submits nothing twice.",
        };
        var store = StoreOptions.Store();
        var json = StoreOptions.Json();
        var command = new Command("submit", "Submit an experiment and return; 'nas watch' follows it.")
        {
            file,
            key,
            store,
            json,
        };
        command.SetAction(
            async (parsed, ct) =>
            {
                var read = ExperimentSpecReader.InspectFile(parsed.GetRequiredValue(file));
                await using var session = await NasSession.ConnectAsync(SessionTarget.Of(parsed, store), ct);
                var experiment = await session.Client.SubmitAsync(read.Spec, parsed.GetValue(key), ct);
                if (parsed.GetValue(json))
                {
                    DataOutput.Json(new SubmitOutput(experiment.Id), CliJson.Default.SubmitOutput);
                }
                else
                {
                    DataOutput.Line(experiment.Id);
                }

                return ExitCode.Done;
            }
        );
        return command;
    }
}
