using System.CommandLine;
using NasCluster.Cli.Output;
using NasCluster.Cli.Sessions;
using NasCluster.Domain;

namespace NasCluster.Cli.Commands;

/// <summary>`nas candidates EXPERIMENT`: every candidate in the order it was proposed.</summary>
internal static class CandidatesCommand
{
    public static Command Create()
    {
        var experiment = StoreOptions.Experiment();
        var store = StoreOptions.Store();
        var json = StoreOptions.Json();
        var command = new Command("candidates", "List all candidates of an experiment.") { experiment, store, json };
        command.SetAction(
            async (parsed, ct) =>
            {
                await using var session = await NasSession.OpenAsync(SessionTarget.Of(parsed, store), ct);
                var (handle, _) = await session.FindAsync(parsed.GetRequiredValue(experiment), ct);
                var candidates = await handle.GetCandidatesAsync(ct);
                if (parsed.GetValue(json))
                {
                    DataOutput.Json(candidates, DomainJson.Default.ImmutableArrayCandidateView);
                }
                else
                {
                    DataOutput.Show(ResultText.Table(candidates));
                }

                return ExitCode.Done;
            }
        );
        return command;
    }
}
