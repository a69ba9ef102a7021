namespace NasCluster.Trainer.Data;

/// <summary>How one image is changed.</summary>
/// <param name="Down">Pixels it moves down; negative is up.</param>
/// <param name="Right">Pixels it moves to the right; negative is left.</param>
/// <param name="Mirrored">Left and right are exchanged, after it was moved.</param>
internal readonly record struct Augmentation(int Down, int Right, bool Mirrored)
{
    /// <summary>Draws one; the same draws in the same order whatever the image is.</summary>
    public static Augmentation Draw(Random random, LoaderOptions options)
    {
        if (!options.Training)
        {
            return default;
        }

        var (down, right) = options.Crop > 0 ? (Move(), Move()) : (0, 0);
        return new Augmentation(down, right, options.Flip && random.Next(2) == 1);

        int Move() => random.Next(2 * options.Crop + 1) - options.Crop;
    }
}
