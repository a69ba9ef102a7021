using System.CommandLine;
using NasCluster.Cli.Output;
using NasCluster.Cli.Sessions;
using NasCluster.Domain;

namespace NasCluster.Cli.Commands;

/// <summary>`nas show EXPERIMENT`: where it stands, the Pareto front and the winner.</summary>
internal static class ShowCommand
{
    public static Command Create()
    {
        var experiment = StoreOptions.Experiment();
        var store = StoreOptions.Store();
        var json = StoreOptions.Json();
        var command = new Command("show", "Show where an experiment stands, or how it ended.")
        {
            experiment,
            store,
            json,
        };
        command.SetAction(
            async (parsed, ct) =>
            {
                await using var session = await NasSession.OpenAsync(SessionTarget.Of(parsed, store), ct);
                var (_, result) = await session.FindAsync(parsed.GetRequiredValue(experiment), ct);
                if (parsed.GetValue(json))
                {
                    DataOutput.Json(result, DomainJson.Default.ExperimentResult);
                }
                else
                {
                    ResultText.Show(result);
                }

                return ExitCode.Done;
            }
        );
        return command;
    }
}
