using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using NasCluster.Cli.Output;
using NasCluster.Cli.Sessions;
using NasCluster.Domain;
using NasCluster.Domain.Experiments;
using NasCluster.Domain.Latency;
using NasCluster.Domain.SearchSpaces;
using NasCluster.Domain.Zoo;

namespace NasCluster.Cli.Commands;

/// <summary>`nas latency table`: measures the blocks of a space or a network and keeps them in the store.</summary>
internal static class LatencyTableCommand
{
    private const int MostEntries = 100_000;
    private const int MostNetworks = 1000;

    public static Command Create()
    {
        var subject = new Argument<string>("subject")
        {
            Description = "Name of a space, of a network of the zoo, or an experiment file whose space is meant.",
        };
        var device = new Option<string?>("--name") { Description = "Name of the device profile, such as 'pixel-8'." };
        var entries = Count("--entries", "Most blocks to measure.", 2000, MostEntries, least: 1);
        var calibrate = Count("--calibrate", "Whole networks the calibration is fitted on.", 10, MostNetworks);
        var check = Count("--check", "Further networks to compare the estimates with.", 0, MostNetworks);
        var seed = new Option<ulong>("--seed") { Description = "Seed of the sampled networks." };
        var runtime = new RuntimeOptions();
        var options = new ZooOptions();
        var store = StoreOptions.Store();
        var json = StoreOptions.Json();
        var command = new Command("table", "Measure the blocks of a space: one entry per input, block and output.")
        {
            subject,
            device,
            entries,
            calibrate,
            check,
            seed,
            store,
            json,
        };
        runtime.AddTo(command);
        options.AddTo(command);
        command.SetAction(
            async (parsed, ct) =>
            {
                var (name, space) = SubjectOf(parsed.GetRequiredValue(subject));
                var (kind, threads) = runtime.Read(parsed);
                var request = new LatencyTableRequest
                {
                    Subject = name,
                    Space = space,
                    Options = options.Read(parsed),
                    Runtime = kind,
                    Threads = threads,
                    Device = parsed.GetValue(device),
                    Limit = parsed.GetValue(entries),
                    Calibrate = parsed.GetValue(calibrate),
                    Check = parsed.GetValue(check),
                    Seed = parsed.GetValue(seed),
                };
                return await RunAsync(request, SessionTarget.Of(parsed, store), parsed.GetValue(json), ct);
            }
        );
        return command;
    }

    private static async Task<int> RunAsync(
        LatencyTableRequest request,
        SessionTarget target,
        bool json,
        CancellationToken ct
    )
    {
        await using var session = await NasSession.OpenOrCreateAsync(target, ct);
        var text = JsonSerializer.Serialize(request, DomainJson.Default.LatencyTableRequest);
        var answer = await TrainerAnswer<LatencyTableReport>.AskAsync(
            ["latency", "table", text],
            DomainJson.Default.LatencyTableReport,
            ct
        );
        if (answer.Report is not { } report)
        {
            return answer.ExitCode;
        }

        await session.Client.SaveLatencyTableAsync(report.Table, ct);
        if (json)
        {
            DataOutput.Json(report, DomainJson.Default.LatencyTableReport);
        }
        else
        {
            Print(report);
        }

        return answer.ExitCode;
    }

    private static (string Name, SearchSpace? Space) SubjectOf(string subject)
    {
        if (subject.EndsWith(".json", StringComparison.OrdinalIgnoreCase))
        {
            var space = ExperimentSpecReader.ReadFile(subject).Space;
            return space.Decoder is null
                ? throw new CommandException(ExitCode.BadInput, $"The space of '{subject}' has no decoder to networks.")
                : (space.Name, space);
        }

        if (SpaceCatalog.Find(subject) is { } known)
        {
            return (known.Name, known);
        }

        return ZooCatalog.Find(subject) is { } model
            ? (model.Name, null)
            : throw new CommandException(
                ExitCode.BadInput,
                $"'{subject}' is neither a space nor a network; 'nas space list' and 'nas zoo list' show them."
            );
    }

    private static Option<int> Count(string name, string description, int usual, int most, int least = 0)
    {
        var option = new Option<int>(name) { Description = description, DefaultValueFactory = _ => usual };
        option.Validators.Add(result =>
        {
            if (NumberText.Given(result) is { } value && (value < least || value > most))
            {
                result.AddError($"{name} is {value}: allowed is {least} to {most}.");
            }
        });
        return option;
    }

    private static void Print(LatencyTableReport report)
    {
        var (table, invariant) = (report.Table, CultureInfo.InvariantCulture);
        DataOutput.Line(
            string.Create(
                invariant,
                $"{table.Subject} on {table.Device} ({table.Machine}): {table.Entries.Length} entries in {report.Seconds:F0} s, {report.Coverage:P0} of random architectures covered"
            )
        );
        if (table.Calibration is { } fit)
        {
            DataOutput.Line(
                string.Create(
                    invariant,
                    $"calibration on {fit.Networks} networks: {fit.OverheadMs:F3} ms + {fit.Factor:F3} x sum"
                )
            );
        }

        if (report.Accuracy is { } accuracy)
        {
            DataOutput.Line(
                string.Create(
                    invariant,
                    $"{accuracy.Networks} unseen networks of {accuracy.FastestMs:F2} to {accuracy.SlowestMs:F2} ms: Spearman {accuracy.Spearman:F3}, mean error {accuracy.MeanErrorPercent:F1} % (calibrated {accuracy.CalibratedMeanErrorPercent:F1} %)"
                )
            );
        }
    }
}
