using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using NasCluster.Cli.Output;
using NasCluster.Cli.Sessions;
using NasCluster.Silo;
using NasCluster.Silo.Trainers;

namespace NasCluster.Cli.Commands;

/// <summary>`nas zoo check`: compares blocks and networks with a folder of reference data; the trainer program, which owns Torch, answers.</summary>
internal static class ZooCheckCommand
{
    public static Command Create()
    {
        var folder = new Argument<string>("folder") { Description = "Folder with models.json, blocks/ and nets/." };
        var json = StoreOptions.Json();
        var command = new Command("check", "Compare blocks and networks with reference data.") { folder, json };
        command.SetAction(
            async (parsed, ct) =>
            {
                var path = Path.GetFullPath(parsed.GetRequiredValue(folder));
                var output = await TrainerTool.RunAsync(new SiloOptions { Slots = 1 }, ["zoo", "check", path], ct);
                Console.Error.Write(output.Error);
                if (parsed.GetValue(json) || output.Text.Length == 0)
                {
                    Console.Out.Write(output.Text);
                }
                else
                {
                    Print(output.Text);
                }

                return output.ExitCode;
            }
        );
        return command;
    }

    private static void Print(string text)
    {
        using var report = JsonDocument.Parse(text);
        foreach (var item in report.RootElement.GetProperty("cases").EnumerateArray())
        {
            var state = item.GetProperty("passed").GetBoolean() ? "pass" : "FAIL";
            var error = item.TryGetProperty("maxAbsError", out var value)
                ? string.Create(CultureInfo.InvariantCulture, $" max error {value.GetDouble():g3}")
                : "";
            var message = item.TryGetProperty("message", out var why) ? $": {why.GetString()}" : "";
            DataOutput.Line(
                $"{state} {item.GetProperty("file").GetString()} {item.GetProperty("case").GetString()}{error}{message}"
            );
        }

        DataOutput.Line(
            $"{report.RootElement.GetProperty("passed")} passed, {report.RootElement.GetProperty("failed")} failed"
        );
    }
}
