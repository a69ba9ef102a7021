namespace NasCluster.Silo.Trainers;

/// <summary>Finds the trainer program: beside a published silo, or in the build tree.</summary>
internal static class TrainerLocation
{
    private const string Assembly = "NasCluster.Trainer.dll";

    /// <exception cref="FileNotFoundException">It is at none of the places; the message lists them.</exception>
    public static string Find(string? configured)
    {
        var places = configured is null ? DefaultPlaces().ToList() : [Path.GetFullPath(configured)];
        return places.Find(File.Exists)
            ?? throw new FileNotFoundException($"The trainer was not found; looked for {string.Join(", ", places)}.");
    }

    private static IEnumerable<string> DefaultPlaces()
    {
        var home = new DirectoryInfo(AppContext.BaseDirectory);
        yield return Path.Combine(home.FullName, "trainer", Assembly);

        // artifacts/bin/<project>/<configuration>/ with the trainer's folder named by configuration and platform.
        var configuration = home.Name.Split('_')[0];
        if (home.Parent?.Parent is { } bin)
        {
            yield return Path.Combine(bin.FullName, "Trainer", $"{configuration}_linux-x64", Assembly);
            yield return Path.Combine(bin.FullName, "Trainer", configuration, Assembly);
        }
    }
}
