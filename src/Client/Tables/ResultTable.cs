using System.Collections.Immutable;
using System.Text;
using Microsoft.Data.Analysis;
using NasCluster.Domain.Candidates;
using NasCluster.Domain.Experiments;

namespace NasCluster.Client;

/// <summary>Results by column, to be written as CSV or Parquet or taken on as a data frame.</summary>
public sealed class ResultTable
{
    private readonly Dictionary<string, ResultColumn> _byName;

    private ResultTable(ImmutableArray<ResultColumn> columns, int rows)
    {
        Columns = columns;
        Rows = rows;
        _byName = columns.ToDictionary(column => column.Name, StringComparer.Ordinal);
    }

    /// <summary>The columns in order.</summary>
    public ImmutableArray<ResultColumn> Columns { get; }

    /// <summary>Number of rows.</summary>
    public int Rows { get; }

    /// <summary>A column by its name.</summary>
    /// <param name="name">The name.</param>
    /// <exception cref="KeyNotFoundException">There is no such column; the message names those there are.</exception>
    public ResultColumn this[string name] =>
        _byName.TryGetValue(name, out var column)
            ? column
            : throw new KeyNotFoundException(
                $"There is no column '{name}'; there are {string.Join(", ", _byName.Keys)}."
            );

    /// <summary>One row for each candidate: number, state, figures, costs, then every parameter of architecture and recipe.</summary>
    /// <param name="candidates">The candidates.</param>
    public static ResultTable Of(IReadOnlyCollection<CandidateView> candidates)
    {
        ArgumentNullException.ThrowIfNull(candidates);
        return new(CandidateColumns.Of(candidates), candidates.Count);
    }

    /// <summary>One row for each epoch of a curve.</summary>
    /// <param name="epochs">The epochs.</param>
    public static ResultTable OfEpochs(IReadOnlyCollection<EpochReport> epochs)
    {
        ArgumentNullException.ThrowIfNull(epochs);
        return new(
            [
                new("epoch", ResultKind.Integer, [.. epochs.Select(epoch => (object?)(long)epoch.Epoch)]),
                Real("loss", epoch => epoch.Loss),
                Real("validationLoss", epoch => epoch.ValidationLoss),
                Real("accuracy", epoch => epoch.Accuracy),
                Real("stepTimeMs", epoch => epoch.StepTimeMs),
                Real("imagesPerSecond", epoch => epoch.ImagesPerSecond),
                Real("seconds", epoch => epoch.Seconds),
            ],
            epochs.Count
        );

        ResultColumn Real(string name, Func<EpochReport, double> value) =>
            new(name, ResultKind.Real, [.. epochs.Select(epoch => (object?)value(epoch))]);
    }

    /// <summary>Rows that are wanted, in the same order.</summary>
    /// <param name="isWanted">Is asked with the number of each row, from 0.</param>
    public ResultTable Where(Func<int, bool> isWanted)
    {
        var rows = Enumerable.Range(0, Rows).Where(isWanted).ToList();
        return new(
            [.. Columns.Select(column => column with { Values = [.. rows.Select(row => column.Values[row])] })],
            rows.Count
        );
    }

    /// <summary>Writes it as CSV (RFC 4180, UTF-8), with the names in the first line.</summary>
    /// <param name="path">The file; one that is there is replaced.</param>
    /// <param name="ct">Cancels writing.</param>
    public async Task WriteCsvAsync(string path, CancellationToken ct = default)
    {
        await using var file = File.Create(path);
        await WriteCsvAsync(file, ct);
    }

    /// <summary>Writes it as CSV to a stream, which stays open.</summary>
    /// <param name="target">The stream.</param>
    /// <param name="ct">Cancels writing.</param>
    public Task WriteCsvAsync(Stream target, CancellationToken ct = default) => CsvText.WriteAsync(this, target, ct);

    /// <summary>Writes it as Parquet: one row group, nullable columns of 64-bit integers, doubles, texts and flags.</summary>
    /// <param name="path">The file; one that is there is replaced.</param>
    /// <param name="ct">Cancels writing.</param>
    public async Task WriteParquetAsync(string path, CancellationToken ct = default)
    {
        await using var file = File.Create(path);
        await WriteParquetAsync(file, ct);
    }

    /// <summary>Writes it as Parquet to a stream, which stays open and can seek.</summary>
    /// <param name="target">The stream.</param>
    /// <param name="ct">Cancels writing.</param>
    public Task WriteParquetAsync(Stream target, CancellationToken ct = default) =>
        ParquetFile.WriteAsync(this, target, ct);

    /// <summary>The table as a data frame of Microsoft.Data.Analysis.</summary>
    public DataFrame ToDataFrame() => new([.. Columns.Select(ColumnOf)]);

    /// <summary>The first twenty rows for people: the columns that are not empty, right under one another.</summary>
    public override string ToString()
    {
        const int Most = 20;
        var rows = Math.Min(Most, Rows);
        var shown = Columns.Where(column => column.Values.Any(value => value is not null)).ToList();
        var cells = shown.ConvertAll(column =>
            Enumerable.Range(0, rows).Select(column.Text).Prepend(column.Name).ToList()
        );
        var text = new StringBuilder();
        for (var line = 0; line <= rows; line++)
        {
            text.AppendJoin("  ", cells.Select(column => column[line].PadLeft(column.Max(cell => cell.Length))))
                .AppendLine();
        }

        return Rows > rows ? text.Append($"… {Rows - rows} more").AppendLine().ToString() : text.ToString();
    }

    private static DataFrameColumn ColumnOf(ResultColumn column) =>
        column.Kind switch
        {
            ResultKind.Integer => new Int64DataFrameColumn(column.Name, column.Values.Select(value => (long?)value)),
            ResultKind.Real => new DoubleDataFrameColumn(column.Name, column.Values.Select(value => (double?)value)),
            ResultKind.Flag => new BooleanDataFrameColumn(column.Name, column.Values.Select(value => (bool?)value)),
            _ => new StringDataFrameColumn(column.Name, column.Values.Select(value => (string?)value)),
        };
}
