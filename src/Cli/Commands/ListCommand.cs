using System.CommandLine;
using System.Globalization;
using NasCluster.Cli.Output;
using NasCluster.Cli.Sessions;
using NasCluster.Domain;
using Spectre.Console;

namespace NasCluster.Cli.Commands;

/// <summary>`nas list`: all experiments of a store.</summary>
internal static class ListCommand
{
    public static Command Create()
    {
        var store = StoreOptions.Store();
        var json = StoreOptions.Json();
        var command = new Command("list", "List the experiments, newest first.") { store, json };
        command.SetAction(
            async (parsed, ct) =>
            {
                await using var session = await NasSession.OpenAsync(SessionTarget.Of(parsed, store), ct);
                var results = await session.Client.ListAsync(ct);
                if (parsed.GetValue(json))
                {
                    DataOutput.Json(results, DomainJson.Default.ImmutableArrayExperimentResult);
                    return ExitCode.Done;
                }

                var table = DataOutput.Framed("experiment", "state", "strategy", "candidates", "best");
                foreach (var result in results)
                {
                    table.AddRow(
                        Markup.Escape(result.Experiment),
                        ResultText.Word(result.State),
                        result.Strategy,
                        ResultText.Counts(result.Counts),
                        result.Winner?.Metrics?.Accuracy.ToString("F4", CultureInfo.InvariantCulture) ?? "–"
                    );
                }

                DataOutput.Show(table);
                return ExitCode.Done;
            }
        );
        return command;
    }
}
