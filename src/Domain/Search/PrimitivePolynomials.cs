namespace NasCluster.Domain.Search;

/// <summary>Primitive polynomials over GF(2) in order of degree; bit i is the coefficient of xⁱ.</summary>
internal static class PrimitivePolynomials
{
    public static IEnumerable<uint> All()
    {
        for (var degree = 1; ; degree++)
        {
            for (var middle = 0u; middle < 1u << (degree - 1); middle++)
            {
                var polynomial = (1u << degree) | (middle << 1) | 1;
                if (IsPrimitive(polynomial, degree))
                {
                    yield return polynomial;
                }
            }
        }
    }

    /// <summary>x has the full order 2^degree − 1 modulo the polynomial; checked by walking its powers.</summary>
    private static bool IsPrimitive(uint polynomial, int degree)
    {
        var order = (1u << degree) - 1;
        var power = 1u;
        for (var i = 1u; i <= order; i++)
        {
            power <<= 1;
            if ((power >> degree & 1) == 1)
            {
                power ^= polynomial;
            }

            if (power == 1)
            {
                return i == order;
            }
        }

        return false;
    }
}
