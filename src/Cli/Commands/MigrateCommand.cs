using System.CommandLine;
using NasCluster.Cli.Output;
using NasCluster.Cli.Sessions;
using NasCluster.Silo;

namespace NasCluster.Cli.Commands;

/// <summary>`nas migrate`: makes or upgrades the tables of a PostgreSQL database.</summary>
internal static class MigrateCommand
{
    public static Command Create()
    {
        var connection = StoreOptions.Postgres("--connection");
        var roles = new Option<bool>("--roles")
        {
            Description = "Make or renew the roles nascluster_app (rows only) and nascluster_read.",
        };
        var json = StoreOptions.Json();
        var command = new Command("migrate", "Make or upgrade the tables in PostgreSQL.") { connection, roles, json };
        command.SetAction(
            async (parsed, ct) =>
            {
                var database =
                    PostgresConnection.Find(parsed.GetValue(connection))
                    ?? throw new CommandException(
                        ExitCode.BadInput,
                        $"No database is named: set {PostgresConnection.Variable} or {PostgresConnection.FileVariable}."
                    );
                var applied = await StoreMigration.RunAsync(database, parsed.GetValue(roles), ct);
                var output = new MigrateOutput(StoreMigration.Version, [.. applied], parsed.GetValue(roles));
                if (parsed.GetValue(json))
                {
                    DataOutput.Json(output, CliJson.Default.MigrateOutput);
                }
                else
                {
                    Show(output);
                }

                return ExitCode.Done;
            }
        );
        return command;
    }

    private static void Show(MigrateOutput output)
    {
        foreach (var name in output.Applied)
        {
            DataOutput.Line($"applied {name}");
        }

        DataOutput.Line($"The schema has version {output.Version}.");
    }
}
