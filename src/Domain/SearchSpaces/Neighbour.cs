namespace NasCluster.Domain.SearchSpaces;

/// <summary>The mutation of a value that has an order: mostly one step, sometimes any other value.</summary>
internal static class Neighbour
{
    private const double JumpProbability = 0.25;

    public static int Of(int index, int count, Random random)
    {
        if (count == 1)
        {
            return index;
        }

        if (random.NextDouble() < JumpProbability)
        {
            var other = random.Next(count - 1);
            return other >= index ? other + 1 : other;
        }

        var up = random.Next(2) == 1;
        return (index, up) switch
        {
            (0, _) => 1,
            var (i, _) when i == count - 1 => count - 2,
            (_, true) => index + 1,
            _ => index - 1,
        };
    }
}
