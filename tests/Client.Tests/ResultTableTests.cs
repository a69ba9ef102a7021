using Parquet;

namespace NasCluster.Client.Tests;

public sealed class ResultTableTests
{
    private static ResultTable Table() =>
        ResultTable.Of([
            Made.Candidate(1, 0.5, ("rate", 0.1), ("ema", true)),
            Made.Candidate(2, null, ("rate", 1), ("ema", false)),
            Made.Candidate(3, 0.75, ("rate", 0.01)),
        ]);

    [Fact]
    public void Of_FiguresCostsAndParameters_HaveAColumnEach()
    {
        var table = Table();

        Assert.Equal(3, table.Rows);
        Assert.Equal([0.5, null, 0.75], table["accuracy"].Numbers);
        Assert.Equal([100L, null, 300L], table["params"].Values);
        Assert.Equal([1.5, null, 3.5], table["energyMj"].Numbers);
        // The dimension "params" gives way to the figure.
        Assert.Equal([7L, 7L, 7L], table["architecture.params"].Values);
        Assert.Equal(ResultKind.Real, table["rate"].Kind);
        Assert.Equal([true, false, null], table["ema"].Values);
        Assert.Equal("outOfMemory: =cmd|'x', too big", table["failure"].Values[1]);
        Assert.Contains(
            "energyMj",
            Assert.Throws<KeyNotFoundException>(() => table["energy"]).Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task WriteCsv_TextsThatNeedIt_AreQuoted()
    {
        using var stream = new MemoryStream();
        await Table().WriteCsvAsync(stream);
        var lines = System.Text.Encoding.UTF8.GetString(stream.ToArray()).Split("\r\n");

        Assert.StartsWith("number,state,stage,epochs", lines[0], StringComparison.Ordinal);
        Assert.EndsWith("energyMj,kind,architecture.params,ema,rate", lines[0], StringComparison.Ordinal);
        Assert.Contains("\"outOfMemory: =cmd|'x', too big\"", lines[2], StringComparison.Ordinal);
        Assert.Equal(5, lines.Length);
    }

    [Fact]
    public async Task WriteParquet_ReadBack_HasTheSameValues()
    {
        using var stream = new MemoryStream();
        await Table().WriteParquetAsync(stream);
        stream.Position = 0;

        await using var reader = await ParquetReader.CreateAsync(stream);

        Assert.Equal(1, reader.RowGroupCount);
        Assert.Equal(
            Table().Columns.Select(column => column.Name),
            reader.Schema.DataFields.Select(field => field.Name)
        );
        Assert.Equal(3, reader.Metadata!.NumRows);
    }

    [Fact]
    public void ToDataFrame_NumbersAndGaps_AreKept()
    {
        var frame = Table().ToDataFrame();

        Assert.Equal(3, frame.Rows.Count);
        Assert.Equal(0.625, frame["accuracy"].Mean());
        Assert.Equal(1, frame["accuracy"].NullCount);
        Assert.Equal("k3", frame["kind"][2]);
    }

    [Fact]
    public void WhereAndToString_SomeRows_AreShownInLine()
    {
        var some = Table().Where(row => Table()["accuracy"].Values[row] is not null);
        var lines = some.ToString().Split('\n');

        Assert.Equal(2, some.Rows);
        Assert.Equal(lines[0].Length, lines[1].Length);
        Assert.DoesNotContain("failure", lines[0], StringComparison.Ordinal);
    }
}
