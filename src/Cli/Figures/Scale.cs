namespace NasCluster.Cli.Figures;

/// <summary>A range of values that is drawn, with ends and ticks at round numbers.</summary>
/// <param name="Min">Lower end.</param>
/// <param name="Max">Upper end; above the lower one.</param>
/// <param name="Step">Distance of two ticks.</param>
internal readonly record struct Scale(double Min, double Max, double Step)
{
    private const int Ticks = 5;

    public static Scale Of(IReadOnlyCollection<double> values)
    {
        var (low, high) = values.Count == 0 ? (0.0, 1.0) : (values.Min(), values.Max());
        if (high - low < 1e-12 * Math.Max(1, Math.Abs(high)))
        {
            var half = Math.Max(Math.Abs(high) * 0.05, 1e-6);
            (low, high) = (low - half, high + half);
        }

        var step = Round((high - low) / Ticks);
        return new(Math.Floor(low / step) * step, Math.Ceiling(high / step) * step, step);
    }

    /// <summary>Place of a value, 0…1 from the lower end to the upper.</summary>
    public double Place(double value) => Math.Clamp((value - Min) / (Max - Min), 0, 1);

    public IEnumerable<double> Marks()
    {
        var count = (int)Math.Round((Max - Min) / Step);
        for (var i = 0; i <= count; i++)
        {
            // Through a decimal, so that 0.1 + 0.2 is written 0.3.
            yield return Math.Round(Min + i * Step, 12);
        }
    }

    /// <summary>1, 2 or 5 times a power of ten, at least the value.</summary>
    private static double Round(double value)
    {
        var power = Math.Pow(10, Math.Floor(Math.Log10(value)));
        return power
            * (value / power) switch
            {
                <= 1 => 1,
                <= 2 => 2,
                <= 5 => 5,
                _ => 10,
            };
    }
}
