using System.CommandLine;
using NasCluster.Cli.Output;
using NasCluster.Cli.Sessions;
using NasCluster.Domain;
using NasCluster.Domain.Ranking;

namespace NasCluster.Cli.Commands;

/// <summary>`nas pareto EXPERIMENT [--constraint …]`: the front over the experiment's objectives.</summary>
internal static class ParetoCommand
{
    public static Command Create()
    {
        var experiment = StoreOptions.Experiment();
        var store = StoreOptions.Store();
        var json = StoreOptions.Json();
        var constraints = LimitOptions.Create("Only candidates that keep all are looked at.");
        var command = new Command("pareto", "Show the Pareto front of an experiment.")
        {
            experiment,
            constraints,
            store,
            json,
        };
        command.SetAction(
            async (parsed, ct) =>
            {
                var limits = LimitOptions.Read(parsed, constraints);
                await using var session = await NasSession.OpenAsync(SessionTarget.Of(parsed, store), ct);
                var (handle, result) = await session.FindAsync(parsed.GetRequiredValue(experiment), ct);
                var front = limits.IsEmpty
                    ? result.Pareto
                    : ParetoFront.Of(await handle.GetCandidatesAsync(ct), result.Objectives, limits);
                if (parsed.GetValue(json))
                {
                    DataOutput.Json(front, DomainJson.Default.ImmutableArrayCandidateView);
                }
                else
                {
                    DataOutput.Show(ResultText.Table(front));
                }

                return ExitCode.Done;
            }
        );
        return command;
    }
}
