using System.Collections.Immutable;
using System.Globalization;
using NasCluster.Domain.Ranking;
using NasCluster.Domain.SearchSpaces;
using NasCluster.Domain.WarmStart;

namespace NasCluster.Domain.Experiments;

/// <summary>Reads the files that 'warmStart' names, and all that is wrong with them.</summary>
/// <param name="read">Where problems go.</param>
/// <param name="folder">What paths are relative to; null where files may not be opened.</param>
internal sealed class WarmStartBinder(ValueReader read, string? folder)
{
    private const int MostFiles = 20;
    private const int MostResults = 2000;

    /// <param name="section">The array; null where it is missing.</param>
    /// <param name="space">The space; null where something is wrong with it.</param>
    /// <param name="ranking">Its metrics are taken from the files.</param>
    public ImmutableArray<PriorResult> Bind(SpecNode? section, SearchSpace? space, RankingSpec ranking)
    {
        var items = read.Items(section) ?? [];
        if (section is not null && items.Count is 0 or > MostFiles)
        {
            read.Problems.Add(
                SpecCodes.Range,
                section!,
                $"'warmStart' has {items.Count} entries; allowed are 1 to {MostFiles}."
            );
            return [];
        }

        var metrics = Metric
            .Measured.Where(name => name != Metric.Accuracy)
            .Concat(ParetoFront.ObjectivesOf(ranking).Select(objective => objective.Metric))
            .Concat(ranking.Weights.Values.Select(weight => weight.Key))
            .Append(ranking.Metric)
            .Distinct()
            .ToList();
        var results = items
            .SelectMany(item => Entry(item, space, metrics))
            .DistinctBy(result => new Configuration(result.Architecture, result.Recipe).Key)
            .ToImmutableArray();
        if (results.Length > MostResults)
        {
            var message = string.Create(
                CultureInfo.InvariantCulture,
                $"'warmStart' has {results.Length} results; allowed are {MostResults}. Leave the least telling ones out."
            );
            read.Problems.Add(SpecCodes.WarmStartContent, section!, message);
        }

        return results;
    }

    private ImmutableArray<PriorResult> Entry(SpecNode item, SearchSpace? space, IReadOnlyCollection<string> metrics)
    {
        if (read.Object(item, ExperimentFileFormat.Prior) is not { } node)
        {
            return [];
        }

        var path = read.Text(node.Find("file"));
        var accuracy = read.Text(node.Find("accuracy")) ?? Metric.Accuracy;
        var scale = read.Real(node.Find("accuracyScale"), NumberRange.Positive(1e9)) ?? 1;
        var skip = read.Flag(node.Find("skipOutside")) ?? false;
        if (folder is null)
        {
            const string Message = "'warmStart' names files: it is read from an experiment file on the disk only.";
            read.Problems.Add(SpecCodes.WarmStartContent, node, Message);
            return [];
        }

        var isPath = path?.Length > 0 && !path.Contains('\0', StringComparison.Ordinal);
        return isPath && space is not null
            ? Load(node, new(Path.GetFullPath(path!, folder), accuracy, scale, skip), space, metrics)
            : [];
    }

    private ImmutableArray<PriorResult> Load(
        SpecNode node,
        PriorSource source,
        SearchSpace space,
        IReadOnlyCollection<string> metrics
    )
    {
        try
        {
            var reader = new PriorReader(source, space, metrics);
            var results = reader.Read(PriorFile.Read(source.Path));
            reader.Problems.ForEach(message => Add(node, message));
            if (results.IsEmpty && reader.Problems.Count == 0)
            {
                Add(
                    node,
                    $"There is no result with '{Shown.Text(source.Accuracy)}' in it that is a point of the space."
                );
            }

            return results;
        }
        catch (InvalidSpecException e)
        {
            Add(node, e.Problems[0].Message);
        }
        catch (InvalidDataException e)
        {
            Add(node, $"'{Shown.Text(source.Path)}': {Shown.Text(e.Message)}");
        }

        return [];
    }

    private void Add(SpecNode node, string message) =>
        read.Problems.Add(SpecCodes.WarmStartContent, node.Find("file") ?? node, message);
}
