using System.CommandLine;
using NasCluster.Cli.Output;
using NasCluster.Cli.Sessions;
using NasCluster.Domain;
using NasCluster.Domain.Candidates;

namespace NasCluster.Cli.Commands;

/// <summary>`nas show EXPERIMENT`: where it stands, the Pareto front and the winner; `nas show EXPERIMENT:NUMBER`: a candidate.</summary>
internal static class ShowCommand
{
    public static Command Create()
    {
        var experiment = new Argument<string>("experiment")
        {
            Description = "Id of an experiment, or EXPERIMENT:NUMBER for one of its candidates with its epochs.",
        };
        var store = StoreOptions.Store();
        var json = StoreOptions.Json();
        var command = new Command("show", "Show where an experiment or a candidate stands, or how it ended.")
        {
            experiment,
            store,
            json,
        };
        command.SetAction(
            async (parsed, ct) =>
            {
                await using var session = await NasSession.OpenAsync(SessionTarget.Of(parsed, store), ct);
                var name = parsed.GetRequiredValue(experiment);
                return CandidateId.TryParse(name, out var id)
                    ? await ShowAsync(session, id, parsed.GetValue(json), ct)
                    : await ShowAsync(session, name, parsed.GetValue(json), ct);
            }
        );
        return command;
    }

    private static async Task<int> ShowAsync(NasSession session, string name, bool json, CancellationToken ct)
    {
        var (_, result) = await session.FindAsync(name, ct);
        if (json)
        {
            DataOutput.Json(result, DomainJson.Default.ExperimentResult);
        }
        else
        {
            ResultText.Show(result);
        }

        return ExitCode.Done;
    }

    private static async Task<int> ShowAsync(NasSession session, CandidateId id, bool json, CancellationToken ct)
    {
        var (experiment, _) = await session.FindAsync(id.Experiment, ct);
        var detail =
            await experiment.GetCandidateAsync(id.Number, ct)
            ?? throw new CommandException(ExitCode.NotFound, $"There is no candidate '{id}'.");
        if (json)
        {
            DataOutput.Json(detail, DomainJson.Default.CandidateDetail);
        }
        else
        {
            CandidateText.Show(detail);
        }

        return ExitCode.Done;
    }
}
