using System.CommandLine;
using NasCluster.Cli.Output;
using NasCluster.Cli.Sessions;
using NasCluster.Client;
using NasCluster.Domain;
using NasCluster.Domain.Experiments;
using NasCluster.Domain.Scheduling;

namespace NasCluster.Cli.Commands;

/// <summary>`nas run FILE`: submits an experiment to an embedded silo, or to a cluster, and follows it to its end.</summary>
internal static class RunCommand
{
    public static Command Create()
    {
        var file = new Argument<string>("file") { Description = "Experiment file (JSON)." };
        var resume = new Option<bool>("--resume")
        {
            Description = "Go on with the newest experiment of an equal file; nothing is trained twice.",
        };
        var worker = new WorkerOptions();
        var postgres = StoreOptions.Postgres("--postgres");
        var store = StoreOptions.Store();
        var json = StoreOptions.Json();
        var command = new Command("run", "Run an experiment to its end.") { file, resume, postgres, store, json };
        worker.AddTo(command);
        command.SetAction(
            async (parsed, ct) =>
            {
                var read = ExperimentSpecReader.InspectFile(parsed.GetRequiredValue(file));
                var target = SessionTarget.Of(parsed, store);
                if (target.Gateway is not null && worker.AnyGiven(parsed))
                {
                    throw new CommandException(
                        ExitCode.BadInput,
                        "--slots, --threads and --device are of the workers of a cluster: 'nas worker' takes them."
                    );
                }

                CheckPlacement(read.Spec, target, worker.Devices(parsed));
                await using var session = target.Gateway is not null
                    ? await NasSession.ConnectAsync(target, ct)
                    : await NasSession.HostAsync(
                        options =>
                        {
                            options.DataFolder = target.Store;
                            options.Postgres = parsed.GetValue(postgres);
                            worker.Apply(parsed, options);
                        },
                        target.Store,
                        ct
                    );
                var (experiment, since) = await StartAsync(session.Client, read, parsed.GetValue(resume), ct);
                var follower = new RunFollower(experiment, read.Spec, session.WorkerFault, since);
                return await FollowAsync(session, experiment, follower, parsed.GetValue(json), ct);
            }
        );
        return command;
    }

    /// <summary>A machine that is alone has what it has; in a cluster a worker with the device may come.</summary>
    private static void CheckPlacement(ExperimentSpec spec, SessionTarget target, SlotDevice[] devices)
    {
        var offered = devices.SelectMany(device => device.Offers).Distinct().ToList();
        var missing = new[] { ("train", spec.Placement?.Train), ("latency", spec.Placement?.Latency) }
            .Where(wanted => wanted.Item2 is { } name && !offered.Contains(name))
            .Select(wanted =>
                $"'placement.{wanted.Item1}' is '{wanted.Item2}': this machine offers {string.Join(", ", offered)} (--device NAME=cpu gives a device a name)."
            )
            .ToList();
        if (target.Gateway is null && missing.Count > 0)
        {
            throw new CommandException(ExitCode.BadInput, string.Join(Environment.NewLine, missing));
        }
    }

    /// <returns>The experiment, and since when what happens in it is this command's: always, where it is new.</returns>
    private static async Task<(ExperimentHandle Experiment, DateTimeOffset Since)> StartAsync(
        NasClient client,
        SpecReadResult read,
        bool resume,
        CancellationToken ct
    )
    {
        if (!resume)
        {
            return (await client.SubmitAsync(read.Spec, ct), DateTimeOffset.MinValue);
        }

        if (await client.FindLatestAsync(read.Spec, anySeed: !read.SeedGiven, ct) is not { } latest)
        {
            Messages.Note("Nothing to resume: this file was not run before with this store. It starts now.");
            return (await client.SubmitAsync(read.Spec, ct), DateTimeOffset.MinValue);
        }

        var since = TimeProvider.System.GetUtcNow();
        await latest.ResumeAsync(ct);
        return (latest, since);
    }

    private static async Task<int> FollowAsync(
        NasSession session,
        ExperimentHandle experiment,
        RunFollower follower,
        bool json,
        CancellationToken ct
    )
    {
        ExperimentResult result;
        try
        {
            result = await follower.FollowAsync(interactive: Messages.IsInteractive && !json, ct);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            if (!session.IsHost)
            {
                Messages.Note($"{experiment.Id} goes on in the cluster; 'nas watch {experiment.Id}' follows it.");
                return ExitCode.Interrupted;
            }

            await experiment.PauseAsync("interrupted", CancellationToken.None);
            Messages.Note($"Interrupted; {experiment.Id} is paused. The same command with --resume goes on.");
            return ExitCode.Interrupted;
        }

        if (json)
        {
            DataOutput.Json(result, DomainJson.Default.ExperimentResult);
        }
        else
        {
            ResultText.Show(result);
        }

        return result.State == ExperimentState.Completed ? ExitCode.Done : ExitCode.ExperimentFailed;
    }
}
