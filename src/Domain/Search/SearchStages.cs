namespace NasCluster.Domain.Search;

/// <summary>Names of the stages that more than one class knows.</summary>
public static class SearchStages
{
    public const string Random = "random";
    public const string Initial = "initial";
    public const string Evolution = "evolution";
    public const string Fine = "fine";
    public const string Grid = "grid";
    public const string Family = "family";
    public const string QuasiRandom = "quasi-random";
    public const string Sample = "sample";
    public const string Tpe = "tpe";

    /// <summary>The best candidates, trained longer.</summary>
    public const string Final = "final";

    public static string Coarse(int iteration) => FormattableString.Invariant($"coarse-{iteration}");
}
