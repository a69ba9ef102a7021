namespace NasCluster.Trainer.Data.Augmenting;

/// <summary>The chance in one operation on one image.</summary>
/// <param name="Operation">Which one.</param>
/// <param name="Sign">1 or −1: the way it turns, moves or changes.</param>
/// <param name="Down">0…1: place of a cut-out centre.</param>
/// <param name="Right">0…1: place of a cut-out centre.</param>
internal readonly record struct AugmentDraw(AugmentOperation Operation, int Sign, double Down, double Right)
{
    private static readonly int Operations = Enum.GetValues<AugmentOperation>().Length;

    /// <summary>Always takes four numbers, so that what an operation needs does not shift the draws after it.</summary>
    public static AugmentDraw Next(Random random) =>
        new(
            (AugmentOperation)random.Next(Operations),
            random.Next(2) == 0 ? 1 : -1,
            random.NextDouble(),
            random.NextDouble()
        );
}
