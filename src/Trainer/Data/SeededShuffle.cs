namespace NasCluster.Trainer.Data;

/// <summary>A shuffle of our own: the base library's may change its order with a version, and old splits must stay.</summary>
internal static class SeededShuffle
{
    public static void Shuffle(Span<int> values, Random random)
    {
        for (var i = values.Length - 1; i > 0; i--)
        {
            var j = random.Next(i + 1);
            (values[i], values[j]) = (values[j], values[i]);
        }
    }
}
