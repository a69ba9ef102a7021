namespace NasCluster.Cli.Sessions;

/// <summary>Finds the dashboard program: beside a published command line, or in the build tree.</summary>
internal static class DashboardLocation
{
    private const string Assembly = "NasCluster.Dashboard.dll";

    /// <exception cref="FileNotFoundException">It is at none of the places; the message lists them.</exception>
    public static string Find()
    {
        var home = new DirectoryInfo(AppContext.BaseDirectory);
        string[] places =
        [
            Path.Combine(home.FullName, "dashboard", Assembly),
            Path.Combine(home.Parent?.Parent?.FullName ?? home.FullName, "Dashboard", home.Name, Assembly),
        ];
        return Array.Find(places, File.Exists)
            ?? throw new FileNotFoundException($"The dashboard was not found; looked for {string.Join(", ", places)}.");
    }
}
