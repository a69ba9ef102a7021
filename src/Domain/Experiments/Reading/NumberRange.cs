namespace NasCluster.Domain.Experiments;

/// <summary>Numbers that are allowed, ends included where nothing else is said.</summary>
/// <param name="Min">Smallest.</param>
/// <param name="Max">Largest.</param>
internal sealed record NumberRange(double Min, double Max)
{
    /// <summary>2^53: doubles hold every whole number up to it.</summary>
    public const double MaxExact = 9007199254740992;

    /// <summary>Min itself is not allowed.</summary>
    public bool AboveMin { get; init; }

    /// <summary>Max itself is not allowed.</summary>
    public bool BelowMax { get; init; }

    public static NumberRange Positive(double max) => new(0, max) { AboveMin = true };

    public bool Contains(double value) =>
        (AboveMin ? value > Min : value >= Min) && (BelowMax ? value < Max : value <= Max);

    public override string ToString() =>
        AboveMin || BelowMax
            ? $"{(AboveMin ? "above" : "from")} {Shown.Number(Min)} {(BelowMax ? "to below" : "up to")} {Shown.Number(Max)}"
            : $"{Shown.Number(Min)}…{Shown.Number(Max)}";
}
