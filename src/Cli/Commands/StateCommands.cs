using System.CommandLine;
using NasCluster.Cli.Output;
using NasCluster.Cli.Sessions;
using NasCluster.Client;
using NasCluster.Domain;

namespace NasCluster.Cli.Commands;

/// <summary>`nas pause|resume|cancel EXPERIMENT`.</summary>
internal static class StateCommands
{
    public static Command Pause() =>
        Create(
            "pause",
            "Start nothing new; candidates at work go on to their end.",
            "paused",
            (handle, ct) => handle.PauseAsync("paused by the user", ct)
        );

    public static Command Resume() =>
        Create("resume", "Go on with a paused experiment.", "running", (handle, ct) => handle.ResumeAsync(ct));

    public static Command Cancel() =>
        Create(
            "cancel",
            "End an experiment; what is not trained yet is dropped.",
            "cancelled",
            (handle, ct) => handle.CancelAsync(ct)
        );

    private static Command Create(
        string verb,
        string description,
        string outcome,
        Func<ExperimentHandle, CancellationToken, Task<bool>> change
    )
    {
        var experiment = StoreOptions.Experiment();
        var store = StoreOptions.Store();
        var json = StoreOptions.Json();
        var command = new Command(verb, description) { experiment, store, json };
        command.SetAction(
            async (parsed, ct) =>
            {
                await using var session = await NasSession.OpenAsync(SessionTarget.Of(parsed, store), ct);
                var (handle, result) = await session.FindAsync(parsed.GetRequiredValue(experiment), ct);
                if (!await change(handle, ct))
                {
                    throw new CommandException(
                        ExitCode.Refused,
                        $"{handle.Id} is {ResultText.Word(result.State)}: it cannot be {outcome} now."
                    );
                }

                if (parsed.GetValue(json))
                {
                    DataOutput.Json((await handle.GetResultAsync(ct))!, DomainJson.Default.ExperimentResult);
                }
                else
                {
                    Messages.Note($"{handle.Id} is {outcome}.");
                }

                return ExitCode.Done;
            }
        );
        return command;
    }
}
