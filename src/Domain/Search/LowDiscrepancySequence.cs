namespace NasCluster.Domain.Search;

/// <summary>
/// Sobol's (t, s)-sequence in base 2 with a random digital shift: points that fill the unit cube more evenly than chance.
/// </summary>
/// <remarks>
/// Direction numbers come from primitive polynomials over GF(2) in order of degree, with random odd initial values from
/// the seed; every one-dimensional projection is perfectly stratified (Sobol' 1967; Bratley and Fox 1988).
/// </remarks>
public sealed class LowDiscrepancySequence
{
    private const int Bits = 32;
    private readonly uint[][] _directions;
    private readonly uint[] _state;
    private readonly uint[] _shift;
    private uint _index;

    public LowDiscrepancySequence(int dimensions, Random random)
    {
        _state = new uint[dimensions];
        _shift = [.. Enumerable.Range(0, dimensions).Select(_ => (uint)random.NextInt64(1L << Bits))];
        _directions = new uint[dimensions][];
        using var polynomials = PrimitivePolynomials.All().GetEnumerator();
        for (var i = 0; i < dimensions; i++)
        {
            if (i == 0)
            {
                _directions[i] = [.. Enumerable.Range(1, Bits).Select(bit => 1u << (Bits - bit))];
                continue;
            }

            polynomials.MoveNext();
            _directions[i] = DirectionNumbers(polynomials.Current, random);
        }
    }

    /// <summary>The next point; every coordinate lies in [0, 1).</summary>
    public double[] Next()
    {
        var bit = uint.TrailingZeroCount(~_index++);
        var point = new double[_state.Length];
        for (var i = 0; i < point.Length; i++)
        {
            point[i] = (_state[i] ^ _shift[i]) / (double)(1UL << Bits);
            _state[i] ^= _directions[i][(int)Math.Min(bit, Bits - 1)];
        }

        return point;
    }

    /// <summary>Leaves out points.</summary>
    public void Skip(int points)
    {
        for (var i = 0; i < points; i++)
        {
            var bit = (int)Math.Min(uint.TrailingZeroCount(~_index++), Bits - 1);
            for (var k = 0; k < _state.Length; k++)
            {
                _state[k] ^= _directions[k][bit];
            }
        }
    }

    private static uint[] DirectionNumbers(uint polynomial, Random random)
    {
        var degree = 31 - (int)uint.LeadingZeroCount(polynomial);
        var numbers = new uint[Bits];
        for (var i = 0; i < degree; i++)
        {
            numbers[i] = ((uint)random.Next(1 << i) * 2 + 1) << (Bits - 1 - i);
        }

        for (var i = degree; i < Bits; i++)
        {
            numbers[i] = numbers[i - degree] ^ (numbers[i - degree] >> degree);
            for (var k = 1; k < degree; k++)
            {
                if ((polynomial >> (degree - k) & 1) == 1)
                {
                    numbers[i] ^= numbers[i - k];
                }
            }
        }

        return numbers;
    }
}
