using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using NasCluster.Cli.Output;
using NasCluster.Cli.Sessions;
using NasCluster.Domain;
using NasCluster.Domain.Exporting;
using NasCluster.Domain.Zoo;

namespace NasCluster.Cli.Commands;

/// <summary>`nas export`: a network of the zoo, or a trained candidate; the trainer program writes it.</summary>
internal static class ExportCommand
{
    public static Command Create()
    {
        var name = new Argument<string>("what")
        {
            Description =
                "Name of a network ('nas zoo list'), id of an experiment, whose winner is meant, or of a candidate (EXPERIMENT:NUMBER).",
        };
        var format = new Option<ExportFormat?>("--format")
        {
            Description = "onnx, safetensors or json; onnx if not given for a network, a whole folder for a candidate.",
        };
        var output = new OutputOption(
            "File, or folder for a candidate; named after the network or candidate if not given."
        );
        var weights = new Option<string?>("--weights")
        {
            Description = "Safetensors file to take a network's weights from.",
        };
        var seed = new Option<ulong>("--seed") { Description = "Seeds a network's weights where no file is given." };
        var options = new ZooOptions();
        var store = StoreOptions.Store();
        var json = StoreOptions.Json();
        var command = new Command(
            "export",
            "Write a network or a trained candidate for deployment; ONNX is checked in ONNX Runtime."
        )
        {
            name,
            format,
            weights,
            seed,
            store,
            json,
        };
        output.AddTo(command);
        options.AddTo(command);
        command.SetAction(
            (parsed, ct) =>
            {
                var what = parsed.GetRequiredValue(name);
                if (ZooCatalog.Find(what) is null)
                {
                    return CandidateExportCommand.RunAsync(
                        what,
                        parsed.GetValue(format),
                        usual => output.Read(parsed, usual),
                        SessionTarget.Of(parsed, store),
                        parsed.GetValue(json),
                        ct
                    );
                }

                var kind = parsed.GetValue(format) ?? ExportFormat.Onnx;
                var request = new ExportRequest
                {
                    Network = what,
                    Options = options.Read(parsed),
                    Format = kind,
                    Output = Path.GetFullPath(output.Read(parsed, $"{what}.{kind.ToString().ToLowerInvariant()}")),
                    Weights = parsed.GetValue(weights) is { } file ? Path.GetFullPath(file) : null,
                    Seed = parsed.GetValue(seed),
                };
                return RunAsync(request, parsed.GetValue(json), ct);
            }
        );
        return command;
    }

    private static async Task<int> RunAsync(ExportRequest request, bool json, CancellationToken ct)
    {
        var text = JsonSerializer.Serialize(request, DomainJson.Default.ExportRequest);
        var answer = await TrainerAnswer<ExportReport>.AskAsync(
            ["export", "network", text],
            DomainJson.Default.ExportReport,
            ct
        );
        if (answer.Report is { } report)
        {
            if (json)
            {
                DataOutput.Json(report, DomainJson.Default.ExportReport);
            }
            else
            {
                DataOutput.Line(Describe(report));
            }
        }

        return answer.ExitCode;
    }

    private static string Describe(ExportReport report) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{report.Output}: {report.Bytes:N0} bytes in {report.Seconds:F1} s"
        )
        + (
            report.RelativeError is { } error
                ? string.Create(
                    CultureInfo.InvariantCulture,
                    $"; ONNX Runtime against Torch: relative error {error:g2}"
                )
                : ""
        );
}
