using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using NasCluster.Cli.Output;
using NasCluster.Cli.Sessions;
using NasCluster.Domain;
using NasCluster.Domain.Candidates;
using NasCluster.Domain.Latency;
using NasCluster.Domain.Zoo;
using Spectre.Console;

namespace NasCluster.Cli.Commands;

/// <summary>`nas latency layers`: the inference time of each layer, on this machine.</summary>
internal static class LatencyLayersCommand
{
    public static Command Create()
    {
        var name = new Argument<string>("network")
        {
            Description = "Name of a network ('nas zoo list'), or id of a candidate (EXPERIMENT:NUMBER).",
        };
        var runtime = new RuntimeOptions();
        var options = new ZooOptions();
        var store = StoreOptions.Store();
        var json = StoreOptions.Json();
        var command = new Command("layers", "Median of each layer, batch 1, on this machine.") { name, store, json };
        runtime.AddTo(command);
        options.AddTo(command);
        command.SetAction(
            async (parsed, ct) =>
            {
                var what = parsed.GetRequiredValue(name);
                var request = ZooCatalog.Find(what) is { } model
                    ? new() { Network = model.Name, Options = options.Read(parsed) }
                    : await OfCandidateAsync(what, SessionTarget.Of(parsed, store), ct);
                var (device, threads) = runtime.Read(parsed);
                var text = JsonSerializer.Serialize(
                    request with
                    {
                        Runtime = device,
                        Threads = threads,
                    },
                    DomainJson.Default.LayerTimesRequest
                );
                var answer = await TrainerAnswer<LayerTimes>.AskAsync(
                    ["latency", "layers", text],
                    DomainJson.Default.LayerTimes,
                    ct
                );
                if (answer.Report is { } report)
                {
                    Print(what, report, parsed.GetValue(json));
                }

                return answer.ExitCode;
            }
        );
        return command;
    }

    private static async Task<LayerTimesRequest> OfCandidateAsync(
        string what,
        SessionTarget target,
        CancellationToken ct
    )
    {
        if (!CandidateId.TryParse(what, out var id))
        {
            throw new CommandException(
                ExitCode.NotFound,
                $"'{what}' is neither a network ('nas zoo list' shows them) nor a candidate (EXPERIMENT:NUMBER)."
            );
        }

        await using var session = await NasSession.OpenAsync(target, ct);
        var trained =
            await session.Client.Candidate(id).GetTrainedAsync(ct)
            ?? throw new CommandException(ExitCode.NotFound, $"There is no candidate '{what}'.");
        try
        {
            return LayerTimesRequest.Of(trained);
        }
        catch (LayerTimesException e)
        {
            throw new CommandException(ExitCode.Refused, e.Message);
        }
    }

    private static void Print(string what, LayerTimes times, bool json)
    {
        if (json)
        {
            DataOutput.Json(times, DomainJson.Default.LayerTimes);
            return;
        }

        var sum = times.Layers.Sum(layer => layer.MedianMs);
        var shown = new Table()
            .Border(TableBorder.Rounded)
            .AddColumn("layer")
            .AddColumn("ms", column => column.RightAligned())
            .AddColumn("share", column => column.RightAligned());
        foreach (var layer in times.Layers)
        {
            shown.AddRow(
                Markup.Escape(layer.Layer),
                layer.MedianMs.ToString("F4", CultureInfo.InvariantCulture),
                (layer.MedianMs / sum).ToString("P1", CultureInfo.InvariantCulture)
            );
        }

        DataOutput.Show(shown);
        DataOutput.Line(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{what} on {times.Device}: {sum:F3} ms layer by layer, {times.NetworkMs:F3} ms whole"
            )
        );
    }
}
