using NasCluster.Domain.Experiments;

namespace NasCluster.Domain.Tables;

/// <summary>A table in the place of a data set.</summary>
public static class TableDataset
{
    /// <summary>The description of an experiment's data set, or of its table where it has one.</summary>
    /// <exception cref="DatasetException">The data set or the table cannot be used.</exception>
    public static async Task<DatasetDescription> DescribeAsync(
        Ports.IDatasetCatalog catalog,
        ExperimentSpec spec,
        CancellationToken ct
    ) =>
        spec.Trainer.Table is { } table
            ? Describe(spec, table)
            : await catalog.DescribeAsync(spec.Data.Dataset, ct).ConfigureAwait(true);

    private static DatasetDescription Describe(ExperimentSpec spec, TableSpec table)
    {
        try
        {
            var rows = TableCache.Of(spec)!.Count;
            return new()
            {
                Name = spec.Data.Dataset,
                Folder = Path.GetDirectoryName(table.Path) ?? "",
                Channels = 1,
                Resolution = 1,
                Classes = 1,
                TrainCount = rows,
                TestCount = 0,
                ContentHash = table.ContentHash,
            };
        }
        catch (InvalidTableException e)
        {
            throw new DatasetException($"data.table: {e.Message}", e);
        }
    }
}
