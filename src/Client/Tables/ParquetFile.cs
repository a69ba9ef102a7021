using Parquet;
using Parquet.Schema;

namespace NasCluster.Client;

/// <summary>Tables as Parquet.</summary>
internal static class ParquetFile
{
    public static async Task WriteAsync(ResultTable table, Stream target, CancellationToken ct)
    {
        var fields = table.Columns.Select(FieldOf).ToArray();
        await using var writer = await ParquetWriter.CreateAsync(
            new ParquetSchema(fields),
            target,
            cancellationToken: ct
        );
        using var group = writer.CreateRowGroup();
        foreach (var (column, field) in table.Columns.Zip(fields))
        {
            await WriteAsync(group, field, column, ct);
        }

        group.CompleteValidate();
    }

    private static DataField FieldOf(ResultColumn column) =>
        new(
            column.Name,
            column.Kind switch
            {
                ResultKind.Integer => typeof(long),
                ResultKind.Real => typeof(double),
                ResultKind.Flag => typeof(bool),
                _ => typeof(string),
            },
            isNullable: true
        );

    private static async Task WriteAsync(
        ParquetRowGroupWriter group,
        DataField field,
        ResultColumn column,
        CancellationToken ct
    )
    {
        switch (column.Kind)
        {
            case ResultKind.Integer:
                await group.WriteAsync<long>(
                    field,
                    column.Values.Select(value => (long?)value).ToArray().AsMemory(),
                    cancellationToken: ct
                );
                break;
            case ResultKind.Real:
                await group.WriteAsync<double>(
                    field,
                    column.Values.Select(value => (double?)value).ToArray().AsMemory(),
                    cancellationToken: ct
                );
                break;
            case ResultKind.Flag:
                await group.WriteAsync<bool>(
                    field,
                    column.Values.Select(value => (bool?)value).ToArray().AsMemory(),
                    cancellationToken: ct
                );
                break;
            default:
                await group.WriteAsync(field, column.Values.Select(value => (string?)value).ToArray()!);
                break;
        }
    }
}
