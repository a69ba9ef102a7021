namespace NasCluster.Domain.Search;

/// <summary>A number that a strategy can be given in an experiment file.</summary>
/// <param name="Name">Camel-case name in the file.</param>
/// <param name="Default">Used where the file does not name it.</param>
/// <param name="Min">Smallest value allowed.</param>
/// <param name="Max">Largest value allowed.</param>
/// <param name="Whole">Whole numbers only.</param>
public sealed record StrategyOption(string Name, double Default, double Min, double Max, bool Whole);
