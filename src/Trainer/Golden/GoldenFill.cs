namespace NasCluster.Trainer.Golden;

/// <summary>The reference data's pseudo-random numbers: a hash of entry number and element number, in [−1, 1).</summary>
internal static class GoldenFill
{
    private const uint FirstInput = 1000003;

    public static double Unit(uint entry, uint element)
    {
        unchecked
        {
            var z = entry * 2654435761u + element * 2246822519u + 374761393u;
            z ^= z >> 15;
            z *= 2246822519u;
            z ^= z >> 13;
            z *= 3266489917u;
            z ^= z >> 16;
            return 2 * (z / 4294967296.0) - 1;
        }
    }

    public static float[] Input(int number, long elements) => Values(FirstInput + (uint)number, elements, s => s);

    /// <exception cref="InvalidDataException">The kind is not one of the reference data's.</exception>
    public static float[] Tensor(uint entry, string kind, ReadOnlySpan<long> shape, double gain)
    {
        var elements = 1L;
        foreach (var side in shape)
        {
            elements *= side;
        }

        var scale = kind == "weight" ? Math.Sqrt(gain * shape[0] / elements) : 0;
        return kind switch
        {
            "weight" => Values(entry, elements, s => s * scale),
            "bn_weight" => Values(entry, elements, s => 1 + 0.25 * s),
            "bn_bias" or "bn_mean" => Values(entry, elements, s => 0.25 * s),
            "bn_var" => Values(entry, elements, s => 1 + 0.5 * s),
            "bias" => Values(entry, elements, s => 0.1 * s),
            "prelu" => Values(entry, elements, s => 0.25 + 0.1 * s),
            _ => throw new InvalidDataException($"'{kind}' is no kind of entry."),
        };
    }

    private static float[] Values(uint entry, long elements, Func<double, double> map)
    {
        var values = new float[elements];
        for (var j = 0; j < values.Length; j++)
        {
            values[j] = (float)map(Unit(entry, (uint)j));
        }

        return values;
    }
}
