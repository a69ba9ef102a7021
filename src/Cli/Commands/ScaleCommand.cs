using System.CommandLine;
using System.Globalization;
using NasCluster.Cli.Output;
using NasCluster.Cli.Sessions;
using NasCluster.Domain.Architectures;
using NasCluster.Domain.Costs;
using NasCluster.Domain.Scaling;
using NasCluster.Domain.Zoo;
using Spectre.Console;

namespace NasCluster.Cli.Commands;

/// <summary>`nas scale NETWORK`: the compound-scaled family of a network of the zoo with its costs, φ = 0 … N.</summary>
internal static class ScaleCommand
{
    private static readonly Argument<string> NetworkName = new("network")
    {
        Description = "A network of the zoo whose family scales in width and depth, such as efficientnet-b0.",
    };

    private static readonly Option<double> Alpha = Coefficient(
        "--alpha",
        "depth",
        CompoundCoefficients.Published.Alpha
    );
    private static readonly Option<double> Beta = Coefficient("--beta", "width", CompoundCoefficients.Published.Beta);
    private static readonly Option<double> Gamma = Coefficient(
        "--gamma",
        "resolution",
        CompoundCoefficients.Published.Gamma
    );

    private static readonly Option<int> Phi = new("--phi") { Description = "Largest φ.", DefaultValueFactory = _ => 7 };

    private static readonly Option<int?> Resolution = new("--resolution") { Description = "Baseline's image side." };
    private static readonly Option<int?> Classes = new("--classes")
    {
        Description = "Classes; the release's if left out.",
    };

    public static Command Create()
    {
        var json = StoreOptions.Json();
        var command = new Command("scale", "Compound scaling of a network: its family with parameters and MACs.")
        {
            NetworkName,
            Alpha,
            Beta,
            Gamma,
            Phi,
            Resolution,
            Classes,
            json,
        };
        command.SetAction(parsed =>
        {
            var family = Family(parsed);
            if (parsed.GetValue(json))
            {
                DataOutput.Json(family, CliJson.Default.ScaleOutputArray);
                return ExitCode.Done;
            }

            DataOutput.Show(TableOf(family));
            return ExitCode.Done;
        });
        return command;
    }

    private static Option<double> Coefficient(string name, string what, double published) =>
        new(name)
        {
            Description = $"Base of the {what} multiplier; EfficientNet's if left out.",
            DefaultValueFactory = _ => published,
        };

    private static ScaleOutput[] Family(ParseResult parsed)
    {
        var name = parsed.GetRequiredValue(NetworkName);
        var model =
            ZooCatalog.Find(name)
            ?? throw new CommandException(
                ExitCode.NotFound,
                $"There is no network '{name}'; 'nas zoo list' shows them."
            );
        var coefficients = new CompoundCoefficients(
            AtLeastOne(parsed, Alpha),
            AtLeastOne(parsed, Beta),
            AtLeastOne(parsed, Gamma)
        );
        var phi = parsed.GetValue(Phi);
        if (phi is < 0 or > 20)
        {
            throw Bad($"--phi is {phi}: allowed is 0 to 20.");
        }

        return [.. Enumerable.Range(0, phi + 1).Select(i => Member(model, coefficients, i, parsed))];
    }

    private static ScaleOutput Member(ZooModel model, CompoundCoefficients coefficients, int phi, ParseResult parsed)
    {
        var scale = coefficients.At(phi);
        var side = scale.SideOf(parsed.GetValue(Resolution) ?? model.Resolution);
        try
        {
            var network = model.Create(
                new()
                {
                    Height = side,
                    Classes = parsed.GetValue(Classes),
                    DepthMultiplier = scale.Depth,
                    WidthMultiplier = scale.Width,
                }
            );
            var cost = NetworkCost.Of(network);
            return new(phi, scale.Depth, scale.Width, side, cost.Params, cost.Macs.Total);
        }
        catch (InvalidNetworkException e)
        {
            throw Bad($"At φ = {phi}: {e.Message}");
        }
    }

    private static double AtLeastOne(ParseResult parsed, Option<double> option) =>
        parsed.GetValue(option) is >= 1 and <= 4 and var value
            ? value
            : throw Bad(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{option.Name} is {parsed.GetValue(option)}: allowed is 1 to 4."
                )
            );

    private static Table TableOf(ScaleOutput[] family)
    {
        var table = new Table().Border(TableBorder.Rounded);
        foreach (var name in (string[])["φ", "depth", "width", "resolution", "params", "MACs", "MACs / φ - 1"])
        {
            table.AddColumn(new TableColumn(name).RightAligned());
        }

        for (var i = 0; i < family.Length; i++)
        {
            var member = family[i];
            table.AddRow(
                Text($"{member.Phi}"),
                Text($"{member.DepthMultiplier:F3}"),
                Text($"{member.WidthMultiplier:F3}"),
                Text($"{member.Resolution}"),
                Text($"{member.Params:N0}"),
                Text($"{member.Macs:N0}"),
                i == 0 ? "–" : Text($"{member.Macs / (double)family[i - 1].Macs:F2}")
            );
        }

        return table;
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static CommandException Bad(string message) => new(ExitCode.BadInput, message);
}
