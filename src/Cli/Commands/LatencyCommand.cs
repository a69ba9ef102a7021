using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using NasCluster.Cli.Output;
using NasCluster.Cli.Sessions;
using NasCluster.Domain;
using NasCluster.Domain.Latency;

namespace NasCluster.Cli.Commands;

/// <summary>`nas latency measure|layers|table|estimate|list|export|import`: inference time on devices.</summary>
internal static class LatencyCommand
{
    public static Command Create() =>
        new("latency", "Inference time on a device: measured, and estimated from tables of blocks.")
        {
            CreateMeasure(),
            LatencyLayersCommand.Create(),
            LatencyTableCommand.Create(),
            LatencyEstimateCommand.Create(),
            LatencyStoreCommands.CreateList(),
            LatencyStoreCommands.CreateExport(),
            LatencyStoreCommands.CreateImport(),
        };

    private static Command CreateMeasure()
    {
        var name = new Argument<string>("network") { Description = "Name of a network; 'nas zoo list' shows them." };
        var runtime = new RuntimeOptions();
        var options = new ZooOptions();
        var json = StoreOptions.Json();
        var command = new Command("measure", "Median and 95th percentile, batch 1.") { name, json };
        runtime.AddTo(command);
        options.AddTo(command);
        command.SetAction(
            async (parsed, ct) =>
            {
                var (device, threads) = runtime.Read(parsed);
                var request = new LatencyRequest(parsed.GetRequiredValue(name), options.Read(parsed), device, threads);
                var text = JsonSerializer.Serialize(request, DomainJson.Default.LatencyRequest);
                var answer = await TrainerAnswer<LatencyReport>.AskAsync(
                    ["latency", "measure", text],
                    DomainJson.Default.LatencyReport,
                    ct
                );
                if (answer.Report is { } report)
                {
                    Print(report, parsed.GetValue(json));
                }

                return answer.ExitCode;
            }
        );
        return command;
    }

    private static void Print(LatencyReport report, bool json)
    {
        if (json)
        {
            DataOutput.Json(report, DomainJson.Default.LatencyReport);
            return;
        }

        DataOutput.Line(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{report.Network} on {report.Device}, {report.Threads} threads, input {string.Join('x', report.InputShape)}: median {report.MedianMs:F2} ms, p95 {report.P95Ms:F2} ms, {report.Repeats} runs"
            )
        );
    }
}
