using System.CommandLine;
using NasCluster.Cli.Output;
using NasCluster.Cli.Sessions;

namespace NasCluster.Cli.Commands;

/// <summary>`nas cancel EXPERIMENT`: ends it for good.</summary>
internal static class CancelCommand
{
    public static Command Create()
    {
        var experiment = StoreOptions.Experiment();
        var store = StoreOptions.Store();
        var command = new Command("cancel", "End an experiment; what is not trained yet is dropped.")
        {
            experiment,
            store,
        };
        command.SetAction(
            async (parsed, ct) =>
            {
                await using var session = await NasSession.OpenAsync(parsed.GetRequiredValue(store), ct);
                var (handle, result) = await session.FindAsync(parsed.GetRequiredValue(experiment), ct);
                if (!await handle.CancelAsync(ct))
                {
                    throw new CommandException(
                        ExitCode.Refused,
                        $"{handle.Id} is {ResultText.Word(result.State)} already."
                    );
                }

                Messages.Note($"{handle.Id} is cancelled.");
                return ExitCode.Done;
            }
        );
        return command;
    }
}
