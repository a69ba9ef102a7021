using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Text.Json;
using NasCluster.Domain.Experiments;

namespace NasCluster.Domain.Tables;

/// <summary>
/// The tables in use, read once in a process. A table is a constant of its experiment, named by the hash of its file, so
/// that decisions which look into one stay functions of the experiment.
/// </summary>
public static class TableCache
{
    private const int Most = 8;
    private static readonly ConditionalWeakTable<ExperimentSpec, CandidateTable> BySpec = [];
    private static readonly ConcurrentDictionary<string, CandidateTable> ByContent = new(StringComparer.Ordinal);

    /// <summary>The table of an experiment; null where it trains.</summary>
    /// <exception cref="InvalidTableException">The file is gone, was changed, or cannot be read.</exception>
    public static CandidateTable? Of(ExperimentSpec experiment) =>
        experiment.Trainer.Table is null ? null : BySpec.GetValue(experiment, Find);

    private static CandidateTable Find(ExperimentSpec experiment)
    {
        var key = string.Concat(
            JsonSerializer.Serialize(experiment.Trainer.Table!, DomainJson.Default.TableSpec),
            JsonSerializer.Serialize(experiment.Space, DomainJson.Default.SearchSpace)
        );
        if (ByContent.TryGetValue(key, out var known))
        {
            return known;
        }

        if (ByContent.Count >= Most)
        {
            ByContent.Clear();
        }

        return ByContent.GetOrAdd(key, Load(experiment));
    }

    private static CandidateTable Load(ExperimentSpec experiment)
    {
        var spec = experiment.Trainer.Table!;
        try
        {
            var text = TableText.Load(spec.Path);
            if (text.Hash != spec.ContentHash)
            {
                throw new InvalidTableException($"'{spec.Path}' is not the table that the experiment was read with.");
            }

            return CandidateTable.Read(text, spec, experiment.Space, out var problems)
                ?? throw new InvalidTableException(string.Join(' ', problems.Select(problem => problem.Message)));
        }
        catch (InvalidSpecException e)
        {
            throw new InvalidTableException(e.Message, e);
        }
    }
}
