using System.CommandLine;
using System.Globalization;
using NasCluster.Cli.Output;
using NasCluster.Cli.Sessions;
using NasCluster.Domain.Architectures;
using NasCluster.Domain.Zoo;
using Spectre.Console;

namespace NasCluster.Cli.Commands;

/// <summary>`nas zoo list|describe|check|verify`: the published networks.</summary>
internal static class ZooCommand
{
    public static Command Create() =>
        new("zoo", "Published networks.")
        {
            CreateList(),
            CreateDescribe(),
            ZooCheckCommand.Create(),
            ZooVerifyCommand.Create(),
        };

    private static Command CreateList()
    {
        var json = StoreOptions.Json();
        var command = new Command(
            "list",
            "Names, sizes, costs, and top-1 accuracies on ImageNet that the authors publish."
        )
        {
            json,
        };
        command.SetAction(parsed =>
        {
            if (parsed.GetValue(json))
            {
                DataOutput.Json([.. ZooListing.All], CliJson.Default.ZooListingArray);
                return ExitCode.Done;
            }

            foreach (var listing in ZooListing.All)
            {
                DataOutput.Line(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{listing.Name, -28} {listing.Family, -15} {listing.Resolution, 4} px {listing.Params / 1e6, 8:F2} M params {listing.Macs / 1e6, 10:F1} M MACs {Shown(listing.PublishedTop1), 7}"
                    )
                );
            }

            return ExitCode.Done;
        });
        return command;
    }

    private static Command CreateDescribe()
    {
        var name = new Argument<string>("name") { Description = "Name of a network; 'nas zoo list' shows them." };
        var options = new ZooOptions();
        var layers = new Option<bool>("--layers") { Description = "Every layer with its shape and costs." };
        var json = StoreOptions.Json();
        var command = new Command("describe", "Costs and layers of a network, computed without training anything.")
        {
            name,
            layers,
            json,
        };
        options.AddTo(command);
        command.SetAction(parsed =>
        {
            var output = Describe(parsed.GetRequiredValue(name), options.Read(parsed), parsed.GetValue(layers));
            if (parsed.GetValue(json))
            {
                DataOutput.Json(output, CliJson.Default.ZooOutput);
            }
            else
            {
                Print(output);
            }

            return ExitCode.Done;
        });
        return command;
    }

    private static string Shown(double? top1) =>
        top1 is { } known ? string.Create(CultureInfo.InvariantCulture, $"{known:F1} %") : "";

    private static ZooOutput Describe(string name, ZooRequest request, bool layers)
    {
        var model =
            ZooCatalog.Find(name)
            ?? throw new CommandException(
                ExitCode.NotFound,
                $"There is no network '{name}'; 'nas zoo list' shows what there is."
            );
        try
        {
            return ZooOutput.Of(model, request, layers);
        }
        catch (InvalidNetworkException e)
        {
            throw new CommandException(ExitCode.BadInput, e.Message);
        }
    }

    private static void Print(ZooOutput output)
    {
        DataOutput.Line($"{output.Name} ({output.Family}), {output.Classes} classes");
        foreach (var line in output.Lines())
        {
            DataOutput.Line(line);
        }

        if (output.Layers is { } layers)
        {
            var table = new Table().Border(TableBorder.Rounded).AddColumns("layer", "type", "output", "params", "MACs");
            foreach (var layer in layers)
            {
                table.AddRow(
                    Markup.Escape(layer.Name),
                    layer.Type,
                    string.Join('x', layer.OutputShape),
                    layer.Params.ToString("N0", CultureInfo.InvariantCulture),
                    layer.Macs.ToString("N0", CultureInfo.InvariantCulture)
                );
            }

            DataOutput.Show(table);
        }
    }
}
