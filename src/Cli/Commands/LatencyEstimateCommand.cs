using System.CommandLine;
using System.Globalization;
using NasCluster.Cli.Output;
using NasCluster.Cli.Sessions;
using NasCluster.Domain;
using NasCluster.Domain.Architectures;
using NasCluster.Domain.Latency;
using NasCluster.Domain.Zoo;

namespace NasCluster.Cli.Commands;

/// <summary>`nas latency estimate`: the sum of a network's blocks in a table of the store.</summary>
internal static class LatencyEstimateCommand
{
    private const int ShownMissing = 3;
    private const int ShownLength = 60;

    public static Command Create()
    {
        var network = new Argument<string>("network")
        {
            Description = $"Name of a network of the zoo, or a file as for 'nas cost': {NetworkFile.Description}",
        };
        var device = new Option<string>("--device")
        {
            Description = "Device profile; 'nas latency list' shows them.",
            DefaultValueFactory = _ => "torch-cpu-1t",
        };
        var table = new Option<string?>("--table")
        {
            Description = "Space or network whose table is used; the first that has all blocks if not given.",
        };
        var options = new ZooOptions();
        var store = StoreOptions.Store();
        var json = StoreOptions.Json();
        var command = new Command("estimate", "Expected inference time, from a table.")
        {
            network,
            device,
            table,
            store,
            json,
        };
        options.AddTo(command);
        command.SetAction(
            async (parsed, ct) =>
            {
                var described = NetworkOf(parsed.GetRequiredValue(network), options.Read(parsed));
                await using var session = await NasSession.OpenAsync(SessionTarget.Of(parsed, store), ct);
                var answer = await session.Client.EstimateLatencyAsync(
                    parsed.GetRequiredValue(device),
                    described,
                    parsed.GetValue(table),
                    ct
                );
                if (answer.Estimate is not { } estimate)
                {
                    throw WhyNot(answer, parsed.GetRequiredValue(device), parsed.GetValue(table));
                }

                if (parsed.GetValue(json))
                {
                    DataOutput.Json(estimate, DomainJson.Default.LatencyEstimate);
                }
                else
                {
                    DataOutput.Line(Describe(estimate));
                }

                return ExitCode.Done;
            }
        );
        return command;
    }

    private static Network NetworkOf(string name, ZooRequest options)
    {
        if (ZooCatalog.Find(name) is not { } model)
        {
            return NetworkFile.Read(name);
        }

        try
        {
            return model.Create(options);
        }
        catch (InvalidNetworkException e)
        {
            throw new CommandException(ExitCode.BadInput, e.Message);
        }
    }

    private static CommandException WhyNot(LatencyAnswer answer, string device, string? table)
    {
        if (answer.Tables.IsEmpty)
        {
            return new(
                ExitCode.NotFound,
                $"There is no latency table of device '{device}'; 'nas latency list' shows the tables, 'nas latency table' makes one."
            );
        }

        if (table is not null && !answer.Tables.Contains(table))
        {
            return new(
                ExitCode.NotFound,
                $"Device '{device}' has no table '{table}'; it has {string.Join(", ", answer.Tables)}."
            );
        }

        // A block can be a whole encoder.
        var shown = answer
            .Missing.Take(ShownMissing)
            .Select(block => $"\n  {block.Input} -> {Shortened(block.Block)} -> {block.Output}");
        return new(
            ExitCode.BadInput,
            $"No table of '{device}' has all blocks of this network; the best lacks {answer.Missing.Length}, among them{string.Concat(shown)}"
        );
    }

    private static string Shortened(string block) =>
        block.Length > ShownLength ? $"{block.AsSpan(0, ShownLength)}..." : block;

    private static string Describe(LatencyEstimate estimate) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{estimate.EstimateMs:F3} ms on {estimate.Device}, table {estimate.Table}"
        )
        + (
            estimate.CalibratedMs is { } calibrated
                ? string.Create(CultureInfo.InvariantCulture, $"; calibrated {calibrated:F3} ms")
                : ""
        );
}
