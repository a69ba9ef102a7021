using System.Collections.Concurrent;
using System.Collections.Immutable;

namespace NasCluster.Domain.Scaling;

/// <summary>The small grid of α, β, γ ≥ 1 under the constraint on their product that is searched with φ = 1.</summary>
public static class CompoundGrid
{
    private const double Slack = 1e-9;
    private const int Digits = 6;
    private const int MostKept = 16;
    private static readonly ConcurrentDictionary<(double, double, double), ImmutableArray<CompoundCoefficients>> Kept =
        new();

    /// <param name="step">Distance of neighbours in each coefficient; above 0.</param>
    /// <param name="product">What α·β²·γ² is wanted to be; 2 in the paper.</param>
    /// <param name="tolerance">How far off it may be.</param>
    /// <remarks>The last few grids are kept: a search asks for the same one after every event.</remarks>
    public static ImmutableArray<CompoundCoefficients> Of(double step, double product, double tolerance)
    {
        if (Kept.TryGetValue((step, product, tolerance), out var known))
        {
            return known;
        }

        if (Kept.Count >= MostKept)
        {
            Kept.Clear();
        }

        return Kept[(step, product, tolerance)] = Make(step, product, tolerance);
    }

    private static ImmutableArray<CompoundCoefficients> Make(double step, double product, double tolerance)
    {
        var most = product + tolerance + Slack;
        var points = ImmutableArray.CreateBuilder<CompoundCoefficients>();
        foreach (var alpha in Values(step, most))
        {
            foreach (var beta in Values(step, Math.Sqrt(most / alpha)))
            {
                points.AddRange(
                    Values(step, Math.Sqrt(most / alpha) / beta)
                        .Select(gamma => new CompoundCoefficients(alpha, beta, gamma))
                        .Where(point => point.Product >= product - tolerance - Slack)
                );
            }
        }

        return points.ToImmutable();
    }

    private static IEnumerable<double> Values(double step, double most) =>
        Enumerable
            .Range(0, int.MaxValue)
            .Select(i => Math.Round(1 + i * step, Digits))
            .TakeWhile(value => value <= most + Slack);
}
