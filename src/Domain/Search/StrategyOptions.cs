using NasCluster.Domain.SearchSpaces;

namespace NasCluster.Domain.Search;

/// <summary>Reads a strategy's options.</summary>
public static class StrategyOptions
{
    extension(ISearchStrategy strategy)
    {
        /// <summary>An option as given, or the strategy's default.</summary>
        public double Option(ParameterSet given, string name) =>
            given.TryGet(name, out var value) ? value.AsNumber() : strategy.Find(name).Default;

        /// <summary>An option that is a word, as given or the strategy's default.</summary>
        public string Word(ParameterSet given, string name) =>
            given.TryGet(name, out var value) ? value.AsText() : DefaultWord(strategy.Find(name));

        /// <summary>An option that is a text; null where it was not given.</summary>
        public string? Text(ParameterSet given, string name) =>
            given.TryGet(strategy.Find(name).Name, out var value) ? value.AsText() : null;

        private StrategyOption Find(string name) => strategy.Options.First(option => option.Name == name);
    }

    private static string DefaultWord(StrategyOption option) => option.Words[(int)option.Default];
}
