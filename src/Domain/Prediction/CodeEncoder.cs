using NasCluster.Domain.SearchSpaces;

namespace NasCluster.Domain.Prediction;

/// <summary>Turns rows of codes into the numbers that a model reads, column by column, from tables made once.</summary>
internal sealed class CodeEncoder
{
    // For each dimension the numbers of "off", then those of each of its values.
    private readonly float[][] _tables;
    private readonly int[] _widths;
    private readonly Dimension[] _dimensions;

    // What the numbers of each dimension are multiplied by; the tables are already.
    private readonly float[] _factors;

    private CodeEncoder(
        IEnumerable<Dimension> dimensions,
        IEnumerable<int> indices,
        Func<Dimension, int> widthOf,
        Encoding encode
    )
    {
        _dimensions = [.. dimensions];
        Indices = [.. indices];
        _widths = Array.ConvertAll(_dimensions, dimension => widthOf(dimension));
        _tables = [.. _dimensions.Select((dimension, i) => TableOf(dimension, _widths[i], encode))];
        _factors = Array.ConvertAll(_widths, static _ => 1f);
        Width = _widths.Sum();
    }

    private CodeEncoder(CodeEncoder other, float[] factors)
    {
        (_dimensions, _widths, Indices, Width) = (other._dimensions, other._widths, other.Indices, other.Width);
        _factors = factors;
        _tables = [.. other._tables.Select((table, i) => Array.ConvertAll(table, value => factors[i] * value))];
    }

    /// <summary>Writes the numbers of one dimension; a null value is one that is switched off.</summary>
    public delegate void Encoding(Dimension dimension, ParameterValue? value, Span<float> own);

    /// <summary>Columns.</summary>
    public int Width { get; }

    /// <summary>Columns of each dimension, one after the other.</summary>
    public IReadOnlyList<int> Widths => _widths;

    /// <summary>Which codes of a row are read, in order of the columns.</summary>
    private int[] Indices { get; }

    /// <summary>As <see cref="PositionEncoder"/> encodes.</summary>
    public static CodeEncoder OfPositions(SearchSpace space) =>
        new(
            space.Dimensions,
            Enumerable.Range(0, space.Dimensions.Length),
            PositionEncoder.WidthOf,
            PositionEncoder.Encode
        );

    /// <summary>As <see cref="SpaceEncoder"/> encodes the architecture, followed by the recipe.</summary>
    public static CodeEncoder OfParts(SearchSpace space)
    {
        var order = Enumerable.Range(0, space.Dimensions.Length).OrderBy(i => space.Dimensions[i].Part).ToList();
        return new(order.Select(i => space.Dimensions[i]), order, SpaceEncoder.WidthOf, SpaceEncoder.Encode);
    }

    /// <summary>The same columns, those of each dimension multiplied by a factor.</summary>
    /// <param name="factors">One for each dimension in order of the columns.</param>
    public CodeEncoder Times(float[] factors) => new(this, factors);

    /// <summary>The numbers of one row.</summary>
    public float[] Encode(double[] row)
    {
        var input = new float[Width];
        Encode(row, row.Length, input, stride: 1);
        return input;
    }

    /// <summary>Writes columns of a number of rows.</summary>
    /// <param name="rows">Rows of codes, one after the other.</param>
    /// <param name="width">Codes in a row.</param>
    /// <param name="columns">Receives the columns; row r of column c is at c · <paramref name="stride"/> + r.</param>
    /// <param name="stride">At least the number of rows.</param>
    public void Encode(ReadOnlySpan<double> rows, int width, Span<float> columns, int stride)
    {
        var first = 0;
        for (var i = 0; i < _dimensions.Length; i++)
        {
            var own = columns[(first * stride)..];
            if (_dimensions[i].Cardinality is null)
            {
                EncodeReal(i, rows[Indices[i]..], width, own, stride);
            }
            else
            {
                LookUp(_tables[i], _widths[i], rows[Indices[i]..], width, own, stride);
            }

            first += _widths[i];
        }
    }

    private static void LookUp(
        ReadOnlySpan<float> table,
        int own,
        ReadOnlySpan<double> codes,
        int width,
        Span<float> columns,
        int stride
    )
    {
        for (int at = 0, row = 0; at < codes.Length; at += width, row++)
        {
            var entry = ((int)codes[at] + 1) * own;
            for (var k = 0; k < own; k++)
            {
                columns[k * stride + row] = table[entry + k];
            }
        }
    }

    // The place itself stands first; what follows it (whether it is in use) is the same for all places.
    private void EncodeReal(int dimension, ReadOnlySpan<double> codes, int width, Span<float> columns, int stride)
    {
        var (own, table) = (_widths[dimension], _tables[dimension]);
        for (int at = 0, row = 0; at < codes.Length; at += width, row++)
        {
            var isOff = codes[at] == SpaceCodes.Off;
            columns[row] = isOff ? table[0] : _factors[dimension] * (float)codes[at];
            for (var k = 1; k < own; k++)
            {
                columns[k * stride + row] = table[(isOff ? 0 : own) + k];
            }
        }
    }

    private static float[] TableOf(Dimension dimension, int width, Encoding encode)
    {
        var count = dimension.Cardinality ?? 1;
        var table = new float[(count + 1) * width];
        encode(dimension, null, table.AsSpan(0, width));
        for (var i = 0; i < count; i++)
        {
            encode(dimension, dimension.At((i + 0.5) / count), table.AsSpan((i + 1) * width, width));
        }

        return table;
    }
}
