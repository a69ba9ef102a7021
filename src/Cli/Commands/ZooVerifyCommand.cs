using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using NasCluster.Cli.Output;
using NasCluster.Cli.Sessions;
using NasCluster.Domain;
using NasCluster.Domain.Exporting;
using NasCluster.Domain.Zoo;

namespace NasCluster.Cli.Commands;

/// <summary>`nas zoo verify`: exports networks as ONNX one after the other and compares ONNX Runtime with Torch.</summary>
internal static class ZooVerifyCommand
{
    public static Command Create()
    {
        var names = new Argument<string[]>("networks")
        {
            Description = "Names; all networks of the zoo if none is given.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var options = new ZooOptions();
        var json = StoreOptions.Json();
        var command = new Command("verify", "Export networks as ONNX and compare ONNX Runtime with Torch.")
        {
            names,
            json,
        };
        options.AddTo(command);
        command.SetAction(
            (parsed, ct) =>
                RunAsync(
                    [.. (parsed.GetValue(names) is { Length: > 0 } given ? given : AllNames()).Select(Known)],
                    options.Read(parsed),
                    parsed.GetValue(json),
                    ct
                )
        );
        return command;
    }

    private static async Task<int> RunAsync(string[] names, ZooRequest options, bool json, CancellationToken ct)
    {
        var folder = Directory.CreateTempSubdirectory("nas-verify-");
        var reports = new List<ExportReport>();
        var code = ExitCode.Done;
        try
        {
            foreach (var name in names)
            {
                var answer = await VerifyAsync(name, options, folder.FullName, ct);
                code = Math.Max(code, answer.ExitCode);
                if (answer.Report is { } report)
                {
                    reports.Add(report);
                    Show(Describe(report), json);
                }
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }

        Finish(reports, names.Length, json);
        return code;
    }

    private static async Task<TrainerAnswer<ExportReport>> VerifyAsync(
        string name,
        ZooRequest options,
        string folder,
        CancellationToken ct
    )
    {
        var request = new ExportRequest
        {
            Network = name,
            Options = options,
            Format = ExportFormat.Onnx,
            // One at a time: large networks have 800 MB.
            Output = Path.Combine(folder, "network.onnx"),
        };
        var text = JsonSerializer.Serialize(request, DomainJson.Default.ExportRequest);
        return await TrainerAnswer<ExportReport>.AskAsync(
            ["export", "network", text],
            DomainJson.Default.ExportReport,
            ct
        );
    }

    private static void Finish(List<ExportReport> reports, int asked, bool json)
    {
        if (json)
        {
            DataOutput.Json([.. reports], DomainJson.Default.ImmutableArrayExportReport);
        }

        var worst = reports.MaxBy(report => report.RelativeError);
        Show(
            $"{reports.Count} of {asked} networks exported and run"
                + (worst is null ? "" : $", worst {Describe(worst)}"),
            json
        );
    }

    // Lines are for people: beside a JSON document they go to stderr.
    private static void Show(string line, bool json)
    {
        if (json)
        {
            Messages.Note(line);
        }
        else
        {
            DataOutput.Line(line);
        }
    }

    private static string Describe(ExportReport report) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{report.Network}: relative error {report.RelativeError:g2}, {report.Bytes / 1e6:F1} MB in {report.Seconds:F1} s"
        );

    private static IEnumerable<string> AllNames() => ZooCatalog.Models.Select(model => model.Name);

    private static string Known(string name) =>
        ZooCatalog.Find(name)?.Name
        ?? throw new CommandException(
            ExitCode.NotFound,
            $"There is no network '{name}'; 'nas zoo list' shows what there is."
        );
}
