using System.Collections.Immutable;

namespace NasCluster.Dashboard.Drafts;

/// <summary>Experiment files to start from: those of the examples folder.</summary>
internal static class Templates
{
    private const string Prefix = "template.";

    public static ImmutableArray<string> Names { get; } =
    [
        .. typeof(Templates)
            .Assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
            .Select(name => name[Prefix.Length..])
            .Order(StringComparer.Ordinal),
    ];

    /// <exception cref="KeyNotFoundException">There is no such template.</exception>
    public static string Read(string name)
    {
        using var stream =
            typeof(Templates).Assembly.GetManifestResourceStream(Prefix + name)
            ?? throw new KeyNotFoundException($"There is no template '{name}'.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
