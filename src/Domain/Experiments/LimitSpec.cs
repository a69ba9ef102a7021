namespace NasCluster.Domain.Experiments;

/// <summary>A hard limit on a cost by name; a candidate beyond it is never a result.</summary>
/// <param name="Metric">A computed cost, a column of the table, or a measured metric.</param>
/// <param name="Min">Smallest value allowed; null for none.</param>
/// <param name="Max">Largest value allowed; null for none.</param>
public sealed record LimitSpec(string Metric, double? Min = null, double? Max = null)
{
    public bool Allows(double value) => !(value < Min || value > Max);
}
