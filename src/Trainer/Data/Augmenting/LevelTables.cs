namespace NasCluster.Trainer.Data.Augmenting;

/// <summary>Operations that look at one level at a time, as tables of 256 levels.</summary>
internal static class LevelTables
{
    private const int Levels = 256;
    private const int Middle = 128;

    public static void Invert(Span<byte> table) => Fill(table, level => 255 - level);

    public static void Posterize(Span<byte> table, int bits) => Fill(table, level => level >> (8 - bits) << (8 - bits));

    public static void Solarize(Span<byte> table, int threshold) =>
        Fill(table, level => level < threshold ? level : 255 - level);

    public static void SolarizeAdd(Span<byte> table, int addition) =>
        Fill(table, level => level < Middle ? Math.Min(255, level + addition) : level);

    /// <summary>Away from (factor above 1) or towards one level.</summary>
    public static void Blend(Span<byte> table, double from, double factor) =>
        Fill(table, level => Blend(from, level, factor));

    /// <summary>from + factor · (level − from), within 0…255.</summary>
    public static byte Blend(double from, double level, double factor) =>
        (byte)Math.Clamp(from + factor * (level - from), 0, 255);

    /// <summary>The darkest level becomes 0, the brightest 255; a plane of one level stays.</summary>
    public static void AutoContrast(Span<byte> table, ReadOnlySpan<byte> plane)
    {
        var (low, high) = (byte.MaxValue, byte.MinValue);
        foreach (var level in plane)
        {
            low = Math.Min(low, level);
            high = Math.Max(high, level);
        }

        var (start, range) = high > low ? (low, high - low) : (0, 255);
        Fill(table, level => Math.Clamp((level - start) * 255 / range, 0, 255));
    }

    /// <summary>Every level about as frequent, by PIL's rule.</summary>
    public static void Equalize(Span<byte> table, ReadOnlySpan<byte> plane)
    {
        Span<int> counts = stackalloc int[Levels];
        counts.Clear();
        foreach (var level in plane)
        {
            counts[level]++;
        }

        var last = counts[counts.LastIndexOfAnyExcept(0)];
        var step = (plane.Length - last) / 255;
        var below = step / 2;
        for (var level = 0; level < Levels; level++)
        {
            table[level] = step == 0 ? (byte)level : (byte)Math.Min(255, below / step);
            below += counts[level];
        }
    }

    public static void Apply(ReadOnlySpan<byte> table, Span<byte> levels)
    {
        for (var i = 0; i < levels.Length; i++)
        {
            levels[i] = table[levels[i]];
        }
    }

    private static void Fill(Span<byte> table, Func<int, int> of)
    {
        for (var level = 0; level < Levels; level++)
        {
            table[level] = (byte)of(level);
        }
    }
}
