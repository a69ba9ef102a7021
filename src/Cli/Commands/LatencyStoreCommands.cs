using System.CommandLine;
using System.Globalization;
using NasCluster.Cli.Output;
using NasCluster.Cli.Sessions;
using NasCluster.Domain;
using NasCluster.Domain.Latency;
using Spectre.Console;

namespace NasCluster.Cli.Commands;

/// <summary>`nas latency list|export|import`: the tables of the store.</summary>
internal static class LatencyStoreCommands
{
    private const int MaxBytes = 256 << 20;

    public static Command CreateList()
    {
        var store = StoreOptions.Store();
        var json = StoreOptions.Json();
        var command = new Command("list", "Latency tables of the store.") { store, json };
        command.SetAction(
            async (parsed, ct) =>
            {
                await using var session = await NasSession.OpenAsync(SessionTarget.Of(parsed, store), ct);
                var tables = await session.Client.LatencyTablesAsync(ct);
                if (parsed.GetValue(json))
                {
                    DataOutput.Json(tables, DomainJson.Default.ImmutableArrayLatencyTableSummary);
                    return ExitCode.Done;
                }

                var shown = new Table()
                    .Border(TableBorder.Rounded)
                    .AddColumns("device", "subject", "entries", "machine");
                foreach (var table in tables)
                {
                    shown.AddRow(
                        Markup.Escape(table.Device),
                        Markup.Escape(table.Subject),
                        table.Entries.ToString(CultureInfo.InvariantCulture),
                        Markup.Escape(table.Machine)
                    );
                }

                DataOutput.Show(shown);
                return ExitCode.Done;
            }
        );
        return command;
    }

    public static Command CreateExport()
    {
        var device = new Argument<string>("device") { Description = "Device profile." };
        var subject = new Argument<string>("subject") { Description = "Space or network." };
        var output = new OutputOption("CSV file; stdout if not given.");
        var store = StoreOptions.Store();
        var command = new Command("export", "Write a table as CSV.") { device, subject, store };
        output.AddTo(command);
        command.SetAction(
            async (parsed, ct) =>
            {
                var (profile, name) = (parsed.GetRequiredValue(device), parsed.GetRequiredValue(subject));
                var file = output.Read(parsed);
                await using var session = await NasSession.OpenAsync(SessionTarget.Of(parsed, store), ct);
                var table =
                    await session.Client.FindLatencyTableAsync(profile, name, ct)
                    ?? throw new CommandException(
                        ExitCode.NotFound,
                        $"There is no latency table '{name}' of device '{profile}'; 'nas latency list' shows them."
                    );
                await WriteAsync(LatencyTableCsv.Write(table), file, ct);
                return ExitCode.Done;
            }
        );
        return command;
    }

    public static Command CreateImport()
    {
        var file = new Argument<string>("file") { Description = "CSV as 'nas latency export' writes it." };
        var store = StoreOptions.Store();
        var json = StoreOptions.Json();
        var command = new Command("import", "Read a table measured elsewhere.") { file, store, json };
        command.SetAction(
            async (parsed, ct) =>
            {
                var table = Read(parsed.GetRequiredValue(file));
                await using var session = await NasSession.OpenOrCreateAsync(SessionTarget.Of(parsed, store), ct);
                await session.Client.SaveLatencyTableAsync(table, ct);
                if (parsed.GetValue(json))
                {
                    DataOutput.Json(table.Summary, DomainJson.Default.LatencyTableSummary);
                }
                else
                {
                    DataOutput.Line($"{table.Subject} on {table.Device}: {table.Entries.Length} entries");
                }

                return ExitCode.Done;
            }
        );
        return command;
    }

    private static LatencyTable Read(string file)
    {
        try
        {
            return new FileInfo(file).Length <= MaxBytes
                ? LatencyTableCsv.Read(File.ReadAllText(file))
                : throw new CommandException(ExitCode.BadInput, $"'{file}' is larger than {MaxBytes} bytes.");
        }
        catch (Exception e) when (e is InvalidLatencyTableException or IOException or UnauthorizedAccessException)
        {
            throw new CommandException(ExitCode.BadInput, $"'{file}' cannot be read: {e.Message}");
        }
    }

    private static async Task WriteAsync(string text, string? file, CancellationToken ct)
    {
        if (file is null)
        {
            await Console.Out.WriteAsync(text);
            return;
        }

        await OutputFile.ReplaceAsync("--output", file, part => File.WriteAllTextAsync(part, text, ct));
    }
}
