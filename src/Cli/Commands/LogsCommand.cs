using System.Collections.Immutable;
using System.CommandLine;
using NasCluster.Cli.Output;
using NasCluster.Cli.Sessions;
using NasCluster.Client;
using NasCluster.Domain;
using NasCluster.Domain.Candidates;
using NasCluster.Domain.Training;

namespace NasCluster.Cli.Commands;

/// <summary>`nas logs EXPERIMENT:NUMBER`: what the trainer printed at a candidate; with --follow until it has ended.</summary>
internal static class LogsCommand
{
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(1);

    public static Command Create()
    {
        var candidate = new Argument<string>("candidate") { Description = "EXPERIMENT:NUMBER." };
        var attempt = new Option<int?>("--attempt")
        {
            Description = "Only this attempt, from 1; all of them if not given.",
        };
        attempt.Validators.Add(result =>
        {
            if (NumberText.Given(result) < 1)
            {
                result.AddError("--attempt is 1 or more.");
            }
        });
        var follow = new Option<bool>("--follow", "-f")
        {
            Description = "Go on with what comes, until the candidate has ended.",
        };
        var store = StoreOptions.Store();
        var json = StoreOptions.Json();
        var command = new Command("logs", "Show what the trainer of a candidate printed.")
        {
            candidate,
            attempt,
            follow,
            store,
            json,
        };
        command.SetAction(
            async (parsed, ct) =>
            {
                var id = Parse(parsed.GetRequiredValue(candidate));
                await using var session = await NasSession.OpenAsync(SessionTarget.Of(parsed, store), ct);
                var handle = await FindAsync(session, id, ct);
                return parsed.GetValue(follow)
                    ? await FollowAsync(handle, parsed.GetValue(attempt), ct)
                    : await ShowAsync(handle, parsed.GetValue(attempt), parsed.GetValue(json), ct);
            }
        );
        return command;
    }

    private static CandidateId Parse(string name) =>
        CandidateId.TryParse(name, out var id)
            ? id
            : throw new CommandException(
                ExitCode.BadInput,
                $"'{name}' is no candidate: allowed is EXPERIMENT:NUMBER, such as fashion-mnist-quick-1:3."
            );

    private static async Task<CandidateHandle> FindAsync(NasSession session, CandidateId id, CancellationToken ct)
    {
        await session.FindAsync(id.Experiment, ct);
        return await session.Client.Candidate(id).GetAsync(ct) is not null
            ? session.Client.Candidate(id)
            : throw new CommandException(ExitCode.NotFound, $"There is no candidate '{id}'.");
    }

    private static async Task<int> ShowAsync(CandidateHandle candidate, int? attempt, bool json, CancellationToken ct)
    {
        var logs = await ReadAsync(candidate, attempt, ct);
        if (json)
        {
            DataOutput.Json(logs, DomainJson.Default.ImmutableArrayAttemptLog);
            return ExitCode.Done;
        }

        foreach (var log in logs)
        {
            Messages.Note($"attempt {log.Attempt}{(log.IsCut ? ", its last lines" : "")}:");
            DataOutput.Text(log.Text);
        }

        if (logs.IsEmpty)
        {
            Messages.Note(
                $"Nothing: the trainer of {candidate.Id} printed nothing, or it lies on the disk of a worker that does not answer now."
            );
        }

        return ExitCode.Done;
    }

    private static async Task<int> FollowAsync(CandidateHandle candidate, int? attempt, CancellationToken ct)
    {
        var shown = new Dictionary<string, string>(StringComparer.Ordinal);
        while (true)
        {
            // The state first: what is printed at the end is there when it has ended.
            var isOver = await candidate.GetAsync(ct) is not { State.IsFinal: false };
            foreach (var log in await ReadAsync(candidate, attempt, ct))
            {
                DataOutput.Text(GrowingText.After(shown.GetValueOrDefault(log.Name, ""), log.Text));
                shown[log.Name] = log.Text;
            }

            if (isOver)
            {
                return ExitCode.Done;
            }

            await Task.Delay(Pace, ct);
        }
    }

    private static async Task<ImmutableArray<AttemptLog>> ReadAsync(
        CandidateHandle candidate,
        int? attempt,
        CancellationToken ct
    ) => [.. (await candidate.GetLogsAsync(ct)).Where(log => attempt is null || log.Attempt == attempt)];
}
