using System.CommandLine;
using NasCluster.Cli.Output;
using NasCluster.Cli.Sessions;
using NasCluster.Domain;

namespace NasCluster.Cli.Commands;

/// <summary>`nas pareto EXPERIMENT`: the front over accuracy, latency, MACs and parameters.</summary>
internal static class ParetoCommand
{
    public static Command Create()
    {
        var experiment = StoreOptions.Experiment();
        var store = StoreOptions.Store();
        var json = StoreOptions.Json();
        var command = new Command("pareto", "Show the Pareto front of an experiment.") { experiment, store, json };
        command.SetAction(
            async (parsed, ct) =>
            {
                await using var session = await NasSession.OpenAsync(SessionTarget.Of(parsed, store), ct);
                var (_, result) = await session.FindAsync(parsed.GetRequiredValue(experiment), ct);
                if (parsed.GetValue(json))
                {
                    DataOutput.Json(result.Pareto, DomainJson.Default.ImmutableArrayCandidateView);
                }
                else
                {
                    DataOutput.Show(ResultText.Table(result.Pareto));
                }

                return ExitCode.Done;
            }
        );
        return command;
    }
}
