using System.Collections.Immutable;
using System.CommandLine;
using System.Text.Json;
using NasCluster.Cli.Output;
using NasCluster.Cli.Sessions;
using NasCluster.Client;
using NasCluster.Domain;
using NasCluster.Domain.Experiments;

namespace NasCluster.Cli.Commands;

/// <summary>`nas candidates EXPERIMENT`: every candidate in the order it was proposed.</summary>
internal static class CandidatesCommand
{
    public static Command Create()
    {
        var experiment = StoreOptions.Experiment();
        var store = StoreOptions.Store();
        var json = StoreOptions.Json();
        var output = new OutputOption("Write them to a file with every figure and parameter: .csv, .json or .parquet.");
        var command = new Command("candidates", "List all candidates of an experiment.") { experiment, store, json };
        output.AddTo(command);
        command.SetAction(
            async (parsed, ct) =>
            {
                var file = output.Read(parsed);
                await using var session = await NasSession.OpenAsync(SessionTarget.Of(parsed, store), ct);
                var (handle, _) = await session.FindAsync(parsed.GetRequiredValue(experiment), ct);
                var candidates = await handle.GetCandidatesAsync(ct);
                if (file is { } path)
                {
                    return await WriteAsync(path, candidates, parsed.GetValue(json), ct);
                }

                if (parsed.GetValue(json))
                {
                    DataOutput.Json(candidates, DomainJson.Default.ImmutableArrayCandidateView);
                }
                else
                {
                    DataOutput.Show(ResultText.Table(candidates));
                }

                return ExitCode.Done;
            }
        );
        return command;
    }

    private static async Task<int> WriteAsync(
        string path,
        ImmutableArray<CandidateView> candidates,
        bool json,
        CancellationToken ct
    )
    {
        var table = ResultTable.Of(candidates);
        Func<string, Task> write = Path.GetExtension(path).ToLowerInvariant() switch
        {
            ".csv" => file => table.WriteCsvAsync(file, ct),
            ".parquet" => file => table.WriteParquetAsync(file, ct),
            ".json" => file =>
                File.WriteAllTextAsync(
                    file,
                    JsonSerializer.Serialize(candidates, DomainJson.Default.ImmutableArrayCandidateView),
                    ct
                ),
            _ => throw new CommandException(
                ExitCode.BadInput,
                $"--output is '{path}': allowed is a file that ends in .csv, .json or .parquet."
            ),
        };
        await OutputFile.ReplaceAsync("--output", path, write);
        if (json)
        {
            DataOutput.Json(new FileOutput(Path.GetFullPath(path)), CliJson.Default.FileOutput);
        }
        else
        {
            DataOutput.Line(path);
        }

        return ExitCode.Done;
    }
}
