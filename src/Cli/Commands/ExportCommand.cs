using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using NasCluster.Cli.Output;
using NasCluster.Cli.Sessions;
using NasCluster.Domain;
using NasCluster.Domain.Exporting;

namespace NasCluster.Cli.Commands;

/// <summary>`nas export NETWORK`: a network of the zoo as ONNX, safetensors or JSON; the trainer program writes it.</summary>
internal static class ExportCommand
{
    public static Command Create()
    {
        var name = new Argument<string>("network") { Description = "Name of a network; 'nas zoo list' shows them." };
        var format = new Option<ExportFormat>("--format")
        {
            Description = "onnx, safetensors or json.",
            DefaultValueFactory = _ => ExportFormat.Onnx,
        };
        var output = new Option<string?>("--output", "-o")
        {
            Description = "File to write; NETWORK.FORMAT if not given.",
        };
        var weights = new Option<string?>("--weights") { Description = "Safetensors file to take the weights from." };
        var seed = new Option<ulong>("--seed") { Description = "Seeds the weights where no file is given." };
        var options = new ZooOptions();
        var json = StoreOptions.Json();
        var command = new Command("export", "Write a network for deployment; ONNX is checked in ONNX Runtime.")
        {
            name,
            format,
            output,
            weights,
            seed,
            json,
        };
        options.AddTo(command);
        command.SetAction(
            async (parsed, ct) =>
            {
                var network = parsed.GetRequiredValue(name);
                var kind = parsed.GetValue(format);
                var extension = kind.ToString().ToLowerInvariant();
                var request = new ExportRequest
                {
                    Network = network,
                    Options = options.Read(parsed),
                    Format = kind,
                    Output = Path.GetFullPath(parsed.GetValue(output) ?? $"{network}.{extension}"),
                    Weights = parsed.GetValue(weights) is { } file ? Path.GetFullPath(file) : null,
                    Seed = parsed.GetValue(seed),
                };
                return await RunAsync(request, parsed.GetValue(json), ct);
            }
        );
        return command;
    }

    private static async Task<int> RunAsync(ExportRequest request, bool json, CancellationToken ct)
    {
        var text = JsonSerializer.Serialize(request, DomainJson.Default.ExportRequest);
        var answer = await TrainerAnswer<ExportReport>.AskAsync(["export", text], DomainJson.Default.ExportReport, ct);
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
