using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using NasCluster.Cli.Output;
using NasCluster.Cli.Sessions;
using NasCluster.Domain;
using NasCluster.Silo;
using NasCluster.Silo.Trainers;

namespace NasCluster.Cli.Commands;

/// <summary>`nas latency measure`: inference time of a network of the zoo on this machine.</summary>
internal static class LatencyCommand
{
    private const int MostThreads = 1024;

    public static Command Create() => new("latency", "Inference time on a device.") { CreateMeasure() };

    private static Command CreateMeasure()
    {
        var name = new Argument<string>("network") { Description = "Name of a network; 'nas zoo list' shows them." };
        var threads = new Option<int>("--threads")
        {
            Description = "Threads of the runtime.",
            DefaultValueFactory = _ => 1,
        };
        var options = new ZooOptions();
        var json = StoreOptions.Json();
        var command = new Command("measure", "Median and 95th percentile, batch 1.") { name, threads, json };
        options.AddTo(command);
        command.SetAction(
            async (parsed, ct) =>
            {
                var count = parsed.GetValue(threads);
                if (count is < 1 or > MostThreads)
                {
                    throw new CommandException(
                        ExitCode.BadInput,
                        $"--threads is {count}: allowed is 1 to {MostThreads}."
                    );
                }

                var request = JsonSerializer.Serialize(options.Read(parsed), DomainJson.Default.ZooRequest);
                var text = count.ToString(CultureInfo.InvariantCulture);
                var output = await TrainerTool.RunAsync(
                    new SiloOptions { Slots = 1 },
                    ["latency", parsed.GetRequiredValue(name), request, text],
                    ct
                );
                Console.Error.Write(output.Error);
                if (output.Text.Length > 0)
                {
                    Print(output.Text, parsed.GetValue(json));
                }

                return output.ExitCode;
            }
        );
        return command;
    }

    private static void Print(string text, bool json)
    {
        var report = JsonSerializer.Deserialize(text, DomainJson.Default.LatencyReport)!;
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
