using System.CommandLine;
using System.Globalization;
using NasCluster.Cli.Sessions;
using NasCluster.Silo;
using NasCluster.Silo.Trainers;

namespace NasCluster.Cli.Commands;

/// <summary>`nas data list|check|make-shapes`: the data sets of this machine; the trainer program, which owns the readers, answers.</summary>
internal static class DataCommand
{
    public static Command Create() =>
        new("data", "Data sets of this machine.") { CreateList(), CreateCheck(), CreateMakeShapes() };

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

    private static Command CreateMakeShapes()
    {
        var folder = new Argument<string>("folder") { Description = "Folder to make; its name is the data set's." };
        var train = Number("--train", "Training images.", 160);
        var test = Number("--test", "Test images.", 40);
        var side = Number("--side", "Side of the images in pixels.", 64);
        var seed = Number("--seed", "All chance is drawn from it.", 1);
        var json = StoreOptions.Json();
        var command = new Command("make-shapes", "Make a segmentation data set: circles, squares and triangles.")
        {
            folder,
            train,
            test,
            side,
            seed,
            json,
        };
        command.SetAction(
            (parsed, ct) =>
            {
                var path = Path.GetFullPath(parsed.GetRequiredValue(folder));
                var numbers = new[] { train, test, side, seed }.Select(option =>
                    parsed.GetValue(option).ToString(CultureInfo.InvariantCulture)
                );
                return ForwardAsync(["data", "make-shapes", path, .. numbers], parsed.GetValue(json), ct);
            }
        );
        return command;
    }

    private static Option<int> Number(string name, string description, int value) =>
        new(name) { Description = $"{description} [default: {value}]", DefaultValueFactory = _ => value };

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
