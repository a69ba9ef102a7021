using NasCluster.Domain.SearchSpaces;

namespace NasCluster.Domain.Search;

/// <summary>Reads a strategy's options.</summary>
public static class StrategyOptions
{
    extension(ISearchStrategy strategy)
    {
        /// <summary>An option as given, or the strategy's default.</summary>
        public double Option(ParameterSet given, string name) =>
            given.TryGet(name, out var value)
                ? value.AsNumber()
                : strategy.Options.First(option => option.Name == name).Default;
    }
}
