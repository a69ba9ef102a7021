using System.Collections.Immutable;
using System.Text.Json;

namespace NasCluster.Silo.Layouts;

/// <summary>The layout that was found the fastest on one machine, remembered in the data folder under the machine's name.</summary>
/// <param name="Cores">Of the machine when it was measured.</param>
/// <param name="Slots">Of the fastest layout.</param>
/// <param name="Threads">Of the fastest layout.</param>
/// <param name="Measured">All layouts.</param>
public sealed record TunedLayout(int Cores, int Slots, int Threads, ImmutableArray<MeasuredLayout> Measured)
{
    /// <summary>How much faster than a layout of one thread per slot another one must be: that one repeats results to the bit.</summary>
    private const double Margin = 1.05;

    /// <summary>The fastest; one thread per slot unless another is faster by a twentieth.</summary>
    /// <param name="cores">Of the machine.</param>
    /// <param name="measured">Not empty; the first has one thread per slot.</param>
    public static TunedLayout Of(int cores, ImmutableArray<MeasuredLayout> measured)
    {
        var fastest = measured.MaxBy(layout => layout.ImagesPerSecond)!;
        var chosen = fastest.ImagesPerSecond > Margin * measured[0].ImagesPerSecond ? fastest : measured[0];
        return new(cores, chosen.Slots, chosen.Threads, measured);
    }

    /// <summary>What is remembered of this machine; null for nothing, or where it had another number of cores.</summary>
    public static TunedLayout? Find(string dataFolder, string machine, int cores)
    {
        try
        {
            var text = File.ReadAllText(PathOf(dataFolder, machine));
            return
                JsonSerializer.Deserialize(text, LayoutJson.Default.TunedLayout)
                    is { Slots: >= 1, Threads: >= 1 } layout
                && layout.Cores == cores
                ? layout
                : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }

    /// <exception cref="IOException">The folder cannot be written.</exception>
    public void Save(string dataFolder, string machine)
    {
        var path = PathOf(dataFolder, machine);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, JsonSerializer.Serialize(this, LayoutJson.Default.TunedLayout));
    }

    private static string PathOf(string dataFolder, string machine) =>
        Path.Combine(dataFolder, "layouts", $"{Path.GetFileName(machine)}.json");
}
