using NasCluster.Client;

namespace NasCluster.Samples;

/// <summary>Takes all results away as CSV, Parquet and a data frame.</summary>
internal static class Tables
{
    public static async Task RunAsync(NasClient nas)
    {
        var experiment = await nas.SubmitAsync(Examples.SmallCnn("tables").Strategy(Strategies.Random()).Build());
        await experiment.WaitAsync();

        var table = await experiment.GetTableAsync();
        var folder = Directory.CreateTempSubdirectory("nas-tables-").FullName;
        await table.WriteCsvAsync(Path.Combine(folder, "candidates.csv"));
        await table.WriteParquetAsync(Path.Combine(folder, "candidates.parquet"));
        var frame = table.ToDataFrame();
        Console.WriteLine(
            $"{frame.Rows.Count} rows, {frame.Columns.Count} columns, mean accuracy {frame["accuracy"].Mean():F4}"
        );
        Directory.Delete(folder, recursive: true);
    }
}
