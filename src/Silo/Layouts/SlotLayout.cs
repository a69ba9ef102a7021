namespace NasCluster.Silo.Layouts;

/// <summary>How a machine's cores are dealt out.</summary>
/// <param name="Slots">Candidates trained at once, at least 1.</param>
/// <param name="Threads">Of each, at least 1.</param>
public sealed record SlotLayout(int Slots, int Threads)
{
    /// <summary>Layouts that use all cores: 1, 2, 4, … threads for each slot, and one slot with all of them.</summary>
    /// <param name="cores">At least 1.</param>
    public static IReadOnlyList<SlotLayout> Of(int cores)
    {
        var layouts = new List<SlotLayout>();
        for (var threads = 1; threads < cores; threads *= 2)
        {
            layouts.Add(new(cores / threads, threads));
        }

        layouts.Add(new(1, cores));
        return layouts;
    }
}
