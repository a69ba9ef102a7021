using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using NasCluster.Cli.Output;
using NasCluster.Cli.Sessions;
using NasCluster.Domain;
using NasCluster.Domain.Proxies;

namespace NasCluster.Cli.Commands;

/// <summary>`nas proxies NETWORK|FILE`: zero-cost proxies on one batch, without training.</summary>
internal static class ProxiesCommand
{
    public static Command Create()
    {
        var name = new Argument<string>("network")
        {
            Description = "Name of a network ('nas zoo list'), or a file as of 'nas cost'.",
        };
        var dataset = new Option<string?>("--dataset") { Description = "Training images of it; left out: noise." };
        var proxies = new Option<string?>("--proxies")
        {
            Description = $"Some of {string.Join(",", ProxyCatalog.Names)}; left out: all.",
        };
        var batch = new Option<int>("--batch") { Description = "Images, 2 to 1024.", DefaultValueFactory = _ => 64 };
        var seed = new Option<ulong>("--seed") { Description = "Seeds weights and noise." };
        var options = new ZooOptions();
        var json = StoreOptions.Json();
        var command = new Command("proxies", "Zero-cost proxies of a network: numbers from one batch, no training.")
        {
            name,
            dataset,
            proxies,
            batch,
            seed,
            json,
        };
        options.AddTo(command);
        command.SetAction(
            async (parsed, ct) =>
            {
                var request = NetworkOf(parsed.GetRequiredValue(name), options, parsed) with
                {
                    Dataset = parsed.GetValue(dataset),
                    Proxies = Names(parsed.GetValue(proxies)),
                    Batch = Batch(parsed.GetValue(batch)),
                    Seed = parsed.GetValue(seed),
                };
                var answer = await TrainerAnswer<ProxyReport>.AskAsync(
                    ["proxies", JsonSerializer.Serialize(request, DomainJson.Default.ProxyRequest)],
                    DomainJson.Default.ProxyReport,
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

    private static ProxyRequest NetworkOf(string name, ZooOptions options, ParseResult parsed) =>
        File.Exists(name)
            ? NetworkFile.Proxies(name)
            : new()
            {
                Network = name,
                Options = options.Read(parsed),
                Proxies = [],
            };

    private static ImmutableArray<string> Names(string? text)
    {
        var names = text?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var unknown = names?.FirstOrDefault(name => !ProxyCatalog.Names.Contains(name));
        return unknown is not null
            ? throw new CommandException(
                ExitCode.BadInput,
                $"--proxies has '{unknown}': allowed are {string.Join(", ", ProxyCatalog.Names)}."
            )
            : [.. names ?? ProxyCatalog.Names];
    }

    private static int Batch(int images) =>
        images is >= 2 and <= 1024
            ? images
            : throw new CommandException(ExitCode.BadInput, $"--batch is {images}: allowed are 2 to 1024.");

    private static void Print(ProxyReport report, bool json)
    {
        if (json)
        {
            DataOutput.Json(report, DomainJson.Default.ProxyReport);
            return;
        }

        DataOutput.Line(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{report.Network}, batch {string.Join('x', report.InputShape)} of {report.Data}: {report.Seconds:F1} s"
            )
        );
        DataOutput.Line(
            string.Create(CultureInfo.InvariantCulture, $"params {report.Params:N0}, MACs {report.Macs:N0}")
        );
        foreach (var (name, value) in report.Proxies.Values)
        {
            DataOutput.Line(string.Create(CultureInfo.InvariantCulture, $"{name} {value.AsNumber():G6}"));
        }
    }
}
