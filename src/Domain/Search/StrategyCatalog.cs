using System.Collections.Frozen;

namespace NasCluster.Domain.Search;

/// <summary>All strategies by name; a new one is one file and one line here.</summary>
public static class StrategyCatalog
{
    private static readonly FrozenDictionary<string, ISearchStrategy> Strategies = new ISearchStrategy[]
    {
        new CompoundScaling(),
        new GridSearch(),
        new JointNas(),
        new Nsga2(),
        new QuasiRandomSearch(),
        new RandomSearch(),
        new RegularizedEvolution(),
        new Tpe(),
        new TrainingAware(),
    }.ToFrozenDictionary(strategy => strategy.Name, StringComparer.Ordinal);

    public static IEnumerable<string> Names => Strategies.Keys.Order(StringComparer.Ordinal);

    public static ISearchStrategy? Find(string name) => Strategies.GetValueOrDefault(name);

    /// <exception cref="KeyNotFoundException">There is no strategy of that name.</exception>
    public static ISearchStrategy Get(string name) =>
        Find(name) ?? throw new KeyNotFoundException($"There is no search strategy '{name}'.");
}
