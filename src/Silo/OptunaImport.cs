using System.Globalization;
using System.Text.Json.Nodes;
using NasCluster.Storage.Optuna;

namespace NasCluster.Silo;

/// <summary>An Optuna study as results that 'warmStart' of an experiment reads.</summary>
/// <param name="Study">Name of the study.</param>
/// <param name="Minimize">Its objective is wanted small: the accuracy is 1 − value.</param>
/// <param name="Results">An array of { "number", "accuracy", "parameters" }.</param>
public sealed record OptunaImport(string Study, bool Minimize, JsonArray Results)
{
    /// <summary>Reads a study.</summary>
    /// <param name="storage">As Optuna names it, or a SQLite file.</param>
    /// <param name="study">Its name; null for the only one there is.</param>
    /// <param name="objective">Which of its values is the accuracy, from 0.</param>
    /// <param name="scale">What values are multiplied by to lie in 0…1.</param>
    /// <param name="ct">Cancels reading.</param>
    /// <exception cref="ImportException">It cannot be read, or a value does not lie in 0…1.</exception>
    public static async Task<OptunaImport> ReadAsync(
        string storage,
        string? study,
        int objective,
        double scale,
        CancellationToken ct
    )
    {
        var found = await FindAsync(storage, study, objective, ct);
        var results = found.Trials.Select(trial =>
            (JsonNode)
                new JsonObject
                {
                    ["number"] = trial.Number,
                    ["accuracy"] = AccuracyOf(trial, found.Minimize, scale),
                    ["parameters"] = trial.Parameters,
                }
        );
        return new(found.Name, found.Minimize, [.. results]);
    }

    private static async Task<OptunaStudy> FindAsync(string storage, string? study, int objective, CancellationToken ct)
    {
        try
        {
            return await OptunaReader.ReadAsync(storage, study, objective, ct);
        }
        catch (OptunaException e)
        {
            throw new ImportException(e.Message, e);
        }
    }

    private static double AccuracyOf(OptunaTrial trial, bool minimize, double scale)
    {
        var value = trial.Value * scale;
        return value is >= 0 and <= 1
            ? (minimize ? 1 - value : value)
            : throw new ImportException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"Trial {trial.Number} has the value {trial.Value}: times the scale {scale} it has to lie in 0…1."
                )
            );
    }
}
