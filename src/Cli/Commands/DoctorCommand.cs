using System.CommandLine;
using System.Runtime.InteropServices;
using System.Text.Json;
using NasCluster.Cli.Output;
using NasCluster.Cli.Sessions;
using NasCluster.Silo;
using NasCluster.Silo.Trainers;

namespace NasCluster.Cli.Commands;

/// <summary>`nas doctor`: whether this machine can train: runtime, trainer, libtorch in a child, data, store.</summary>
internal static class DoctorCommand
{
    public static Command Create()
    {
        var store = StoreOptions.Store();
        var json = StoreOptions.Json();
        var profile = new Option<bool>("--profile") { Description = "Train a little, and say where the time goes." };
        var tune = new Option<bool>("--tune")
        {
            Description =
                "Measure how many slots of how many threads train the most, and remember it for this machine.",
        };
        var threads = new Option<int>("--threads")
        {
            Description = "Threads that are profiled.",
            DefaultValueFactory = _ => 1,
        };
        var command = new Command("doctor", "Check that this machine can train.")
        {
            profile,
            tune,
            threads,
            store,
            json,
        };
        command.SetAction(
            async (parsed, ct) =>
            {
                if (parsed.GetValue(profile) || parsed.GetValue(tune))
                {
                    var count = parsed.GetValue(threads);
                    if (count is < 1 or > 1024)
                    {
                        throw new CommandException(ExitCode.BadInput, $"--threads is {count}: allowed is 1 to 1024.");
                    }

                    var options = new SiloOptions { DataFolder = parsed.GetRequiredValue(store), Threads = count };
                    return parsed.GetValue(tune)
                        ? await DoctorSpeed.TuneAsync(options, parsed.GetValue(json), ct)
                        : await DoctorSpeed.ProfileAsync(options, parsed.GetValue(json), ct);
                }

                var output = await ExamineAsync(parsed.GetRequiredValue(store), ct);
                if (parsed.GetValue(json))
                {
                    DataOutput.Json(output, CliJson.Default.DoctorOutput);
                }
                else
                {
                    foreach (var check in output.Checks)
                    {
                        DataOutput.Line($"{(check.Ok ? "ok  " : "FAIL")} {check.Name}: {check.Detail}");
                    }
                }

                return output.Ok ? ExitCode.Done : ExitCode.WrongEnvironment;
            }
        );
        return command;
    }

    private static async Task<DoctorOutput> ExamineAsync(string store, CancellationToken ct)
    {
        var (torch, error) = await TorchAsync(ct);
        DoctorCheck[] checks =
        [
            new(
                "runtime",
                true,
                $"{RuntimeInformation.FrameworkDescription} on {RuntimeInformation.RuntimeIdentifier}, {Environment.ProcessorCount} cores"
            ),
            new(
                "libtorch",
                torch.Loads,
                torch.Loads
                    ? $"{torch.TorchVersion}, {torch.Threads} threads, {string.Join(", ", torch.Devices)}{(torch.Limited is { } limit ? $"; slower than it could be: {limit}" : "")}"
                    : error ?? torch.Detail ?? "it does not load"
            ),
            new("libstdc++", torch.LibStdCxx is not null, torch.LibStdCxx ?? "not found"),
            new("forward and backward in a child", torch.ForwardBackward == "ok", torch.ForwardBackward ?? "not tried"),
            await DataAsync(ct),
            Writable(store),
        ];
        return new(
            Array.TrueForAll(checks, check => check.Ok),
            new(torch.TorchVersion, torch.Loads, torch.Threads, torch.Devices),
            checks
        );
    }

    private static async Task<(TorchReport Report, string? Error)> TorchAsync(CancellationToken ct)
    {
        try
        {
            var output = await TrainerTool.RunAsync(new SiloOptions { Slots = 1 }, ["doctor", "--json"], ct);
            return (JsonSerializer.Deserialize(output.Text, CliJson.Default.TorchReport)!, null);
        }
        catch (Exception e) when (e is FileNotFoundException or JsonException)
        {
            return (new(), e.Message);
        }
    }

    private static async Task<DoctorCheck> DataAsync(CancellationToken ct)
    {
        try
        {
            var output = await TrainerTool.RunAsync(new SiloOptions(), ["data", "list", "--json"], ct);
            using var document = JsonDocument.Parse(output.Text);
            var names = document.RootElement.EnumerateArray().Select(item => item.GetProperty("name").GetString());
            return new("data sets", output.ExitCode == 0, string.Join(", ", names));
        }
        catch (Exception e) when (e is FileNotFoundException or JsonException)
        {
            return new("data sets", false, e.Message);
        }
    }

    private static DoctorCheck Writable(string store)
    {
        try
        {
            var existed = Directory.Exists(store);
            var probe = Path.Combine(Directory.CreateDirectory(store).FullName, $"probe-{Environment.ProcessId}");
            File.WriteAllText(probe, "");
            File.Delete(probe);
            if (!existed)
            {
                Directory.Delete(store);
            }

            return new("store", true, $"'{store}' can be written");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new("store", false, e.Message);
        }
    }
}
