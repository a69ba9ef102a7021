using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using NasCluster.Cli.Output;
using NasCluster.Cli.Sessions;
using NasCluster.Client;
using NasCluster.Domain.SearchSpaces;
using Spectre.Console;

namespace NasCluster.Cli.Commands;

/// <summary>
/// `nas predict EXPERIMENT [FILE]`: what the predictor expects of given configurations, or which untrained ones it likes
/// best under other limits. Nothing is trained.
/// </summary>
internal static class PredictCommand
{
    private const int MostCount = 1000;
    private const int MaxBytes = 1 << 24;

    private static readonly Argument<string?> File = new("file")
    {
        Description = "JSON: a configuration {\"architecture\": {…}, \"recipe\": {…}} or an array of them.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private static readonly Option<int> Count = new("--count", "-n")
    {
        Description = "How many candidates, where no file is given.",
        DefaultValueFactory = _ => 10,
    };

    public static Command Create()
    {
        var experiment = StoreOptions.Experiment();
        var store = StoreOptions.Store();
        var json = StoreOptions.Json();
        var limits = LimitOptions.Create("The experiment's limit on the same metric is left out.");
        var command = new Command("predict", "Accuracies that an experiment's predictor expects.")
        {
            experiment,
            File,
            limits,
            Count,
            store,
            json,
        };
        command.SetAction(
            async (parsed, ct) =>
            {
                var asked = LimitOptions.Read(parsed, limits);
                var given = parsed.GetValue(File) is { } path ? Read(path) : [];
                var count = parsed.GetValue(Count);
                if (count is < 1 or > MostCount)
                {
                    throw Bad($"--count is {count}: allowed is 1 to {MostCount}.");
                }

                await using var session = await NasSession.OpenAsync(SessionTarget.Of(parsed, store), ct);
                var (handle, _) = await session.FindAsync(parsed.GetRequiredValue(experiment), ct);
                var rows = given.IsEmpty
                    ? await SuggestAsync(handle, asked, count, ct)
                    : await PredictAsync(handle, given, ct);
                Show(rows, parsed.GetValue(json));
                return ExitCode.Done;
            }
        );
        return command;
    }

    private static async Task<PredictionOutput[]> SuggestAsync(
        ExperimentHandle handle,
        ImmutableArray<Domain.Experiments.LimitSpec> limits,
        int count,
        CancellationToken ct
    )
    {
        var found = await handle.SuggestAsync(limits, count, ct);
        return
        [
            .. found.Select(one => new PredictionOutput(one.Configuration, one.PredictedAccuracy, Deviation: null)),
        ];
    }

    private static async Task<PredictionOutput[]> PredictAsync(
        ExperimentHandle handle,
        ImmutableArray<Configuration> given,
        CancellationToken ct
    )
    {
        var spec = await handle.GetSpecAsync(ct);
        var problems = given.SelectMany(
            (one, i) => spec!.Space.Check(one).Select(text => $"Configuration {i + 1}: {text}")
        );
        if (problems.ToList() is { Count: > 0 } found)
        {
            throw Bad(string.Join(Environment.NewLine, found));
        }

        var rows = new List<PredictionOutput>();
        foreach (var one in given)
        {
            var expected =
                await handle.PredictAsync(one, ct)
                ?? throw new CommandException(ExitCode.Refused, "Nothing was trained yet that could be learnt from.");
            rows.Add(new(one, Math.Clamp(expected.Mean, 0, 1), expected.Deviation));
        }

        return [.. rows];
    }

    private static ImmutableArray<Configuration> Read(string path)
    {
        try
        {
            if (new FileInfo(path).Length > MaxBytes)
            {
                throw Bad($"'{path}' is larger than {MaxBytes} bytes.");
            }

            var bytes = System.IO.File.ReadAllBytes(path);
            using var document = JsonDocument.Parse(bytes);
            Configuration?[]? found =
                document.RootElement.ValueKind == JsonValueKind.Array
                    ? JsonSerializer.Deserialize(bytes, CliJson.Default.ConfigurationArray)
                    : [JsonSerializer.Deserialize(bytes, CliJson.Default.Configuration)];
            return
                found is { Length: > 0 }
                && Array.TrueForAll(found, one => one is { Architecture: not null, Recipe: not null })
                ? [.. found!]
                : throw Bad($"'{path}' holds no configuration; each needs 'architecture' and 'recipe'.");
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw Bad($"'{path}' cannot be read: {e.Message}");
        }
    }

    private static void Show(PredictionOutput[] rows, bool json)
    {
        if (json)
        {
            DataOutput.Json(rows, CliJson.Default.PredictionOutputArray);
            return;
        }

        var table = new Table().Border(TableBorder.Rounded).AddColumns("predicted", "±", "architecture", "recipe");
        foreach (var row in rows)
        {
            table.AddRow(
                Number(row.Accuracy),
                Number(row.Deviation),
                Markup.Escape(row.Configuration.Architecture.ToString()),
                Markup.Escape(row.Configuration.Recipe.ToString())
            );
        }

        DataOutput.Show(table);
    }

    private static string Number(double? value) => value?.ToString("F4", CultureInfo.InvariantCulture) ?? "–";

    private static CommandException Bad(string message) => new(ExitCode.BadInput, message);
}
