using System.CommandLine;
using NasCluster.Cli.Output;
using NasCluster.Cli.Sessions;
using NasCluster.Domain;
using NasCluster.Domain.Experiments;

namespace NasCluster.Cli.Commands;

/// <summary>`nas watch EXPERIMENT`: its events until it has ended; Ctrl-C ends the watching, not the experiment.</summary>
internal static class WatchCommand
{
    private static readonly Task<string> NoFault = new TaskCompletionSource<string>().Task;

    public static Command Create()
    {
        var experiment = StoreOptions.Experiment();
        var after = new Option<long>("--after")
        {
            Description = "With --json: only events after this sequence number.",
            DefaultValueFactory = _ => 0,
        };
        var store = StoreOptions.Store();
        var json = new Option<bool>("--json") { Description = "One event per line, as JSON, on stdout." };
        var command = new Command("watch", "Follow an experiment to its end.") { experiment, after, store, json };
        command.SetAction(
            async (parsed, ct) =>
            {
                await using var session = await NasSession.OpenAsync(SessionTarget.Of(parsed, store), ct);
                var (handle, found) = await session.FindAsync(parsed.GetRequiredValue(experiment), ct);
                if (parsed.GetValue(json))
                {
                    await foreach (var item in handle.WatchAsync(parsed.GetValue(after), ct))
                    {
                        DataOutput.Json(item, DomainJson.Default.ExperimentEvent);
                    }

                    found = (await handle.GetResultAsync(ct))!;
                }
                else
                {
                    var spec = (await handle.GetSpecAsync(ct))!;
                    var follower = new RunFollower(
                        handle,
                        spec,
                        NoFault,
                        since: TimeProvider.System.GetUtcNow(),
                        fromStart: true
                    );
                    found = await follower.FollowAsync(Messages.IsInteractive, ct);
                    ResultText.Show(found);
                }

                return found.State == ExperimentState.Completed ? ExitCode.Done : ExitCode.ExperimentFailed;
            }
        );
        return command;
    }
}
