using System.CommandLine;
using NasCluster.Cli.Sessions;
using NasCluster.Silo;
using NasCluster.Silo.Trainers;

namespace NasCluster.Cli.Commands;

/// <summary>`nas data list|check`: the data sets of this machine; the trainer program, which owns the readers, answers.</summary>
internal static class DataCommand
{
    public static Command Create() => new("data", "Data sets of this machine.") { CreateList(), CreateCheck() };

    private static Command CreateList()
    {
        var json = StoreOptions.Json();
        var command = new Command("list", "Names, sizes and folders.") { json };
        command.SetAction((parsed, ct) => ForwardAsync(["data", "list"], parsed.GetValue(json), ct));
        return command;
    }

    private static Command CreateCheck()
    {
        var name = new Argument<string>("dataset") { Description = "Name of a data set; 'nas data list' shows them." };
        var json = StoreOptions.Json();
        var command = new Command("check", "Decode a data set whole and count what is in it.") { name, json };
        command.SetAction(
            (parsed, ct) => ForwardAsync(["data", "check", parsed.GetRequiredValue(name)], parsed.GetValue(json), ct)
        );
        return command;
    }

    private static async Task<int> ForwardAsync(string[] arguments, bool json, CancellationToken ct)
    {
        var output = await TrainerTool.RunAsync(
            new SiloOptions(),
            json ? [.. arguments, "--json"] : [.. arguments],
            ct
        );
        Console.Out.Write(output.Text);
        Console.Error.Write(output.Error);
        return output.ExitCode;
    }
}
