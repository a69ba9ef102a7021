using System.Collections.Immutable;

namespace NasCluster.Domain.Supernets;

/// <summary>A product of a supernet's cost: coefficient · weight of an option · effective sizes.</summary>
/// <param name="Coefficient">What does not depend on choices.</param>
/// <param name="Choice">The choice whose option counts this term, or null: it always counts.</param>
/// <param name="Option">The option.</param>
/// <param name="Sizes">Effective sizes it is multiplied with.</param>
public sealed record CostTerm(double Coefficient, int? Choice, int Option, ImmutableArray<ChoiceSize> Sizes)
{
    public double Expected(IReadOnlyList<double[]> weights) =>
        Sizes.Aggregate(
            Coefficient * (Choice is { } choice ? weights[choice][Option] : 1),
            (product, size) => product * size.Effective(weights)
        );
}
