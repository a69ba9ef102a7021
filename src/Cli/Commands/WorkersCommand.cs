using System.CommandLine;
using System.Globalization;
using NasCluster.Cli.Output;
using NasCluster.Cli.Sessions;
using NasCluster.Domain;
using Spectre.Console;

namespace NasCluster.Cli.Commands;

/// <summary>`nas workers`: who trains, and what.</summary>
internal static class WorkersCommand
{
    public static Command Create()
    {
        var store = StoreOptions.Store();
        var json = StoreOptions.Json();
        var command = new Command("workers", "List the workers of a cluster and what their slots do.") { store, json };
        command.SetAction(
            async (parsed, ct) =>
            {
                await using var session = await NasSession.ConnectAsync(SessionTarget.Of(parsed, store), ct);
                var workers = await session.Client.WorkersAsync(ct);
                if (parsed.GetValue(json))
                {
                    DataOutput.Json(workers, DomainJson.Default.ImmutableArrayWorkerStatus);
                    return ExitCode.Done;
                }

                var table = new Table()
                    .Border(TableBorder.Rounded)
                    .AddColumns("worker", "role", "device", "takes", "threads", "slots", "trains");
                foreach (var worker in workers)
                {
                    var busy = worker.Slots.Where(slot => slot.Candidate is not null).ToList();
                    table.AddRow(
                        Markup.Escape(worker.Name),
                        Markup.Escape(worker.Role),
                        Markup.Escape(worker.Device),
                        Markup.Escape(string.Join(", ", worker.Offers)),
                        worker.Threads.ToString(CultureInfo.InvariantCulture),
                        $"{busy.Count}/{worker.Slots.Length}",
                        Markup.Escape(string.Join(", ", busy.Select(slot => slot.Candidate)))
                    );
                }

                DataOutput.Show(table);
                return ExitCode.Done;
            }
        );
        return command;
    }
}
