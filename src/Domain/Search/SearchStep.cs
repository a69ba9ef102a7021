namespace NasCluster.Domain.Search;

/// <summary>What a strategy does next.</summary>
/// <param name="Kind">Wait, finish or propose.</param>
/// <param name="Stage">Stage of the candidates that are due.</param>
/// <param name="Count">How many are due.</param>
/// <param name="Heavy">Proposing takes more than a few milliseconds and belongs off the grain's turn.</param>
public sealed record SearchStep(SearchStepKind Kind, string Stage = "", int Count = 0, bool Heavy = false)
{
    public static SearchStep Wait { get; } = new(SearchStepKind.Wait);

    public static SearchStep Finish { get; } = new(SearchStepKind.Finish);

    public static SearchStep Propose(string stage, int count, bool heavy = false) =>
        new(SearchStepKind.Propose, stage, count, heavy);
}
