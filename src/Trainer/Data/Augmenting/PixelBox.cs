namespace NasCluster.Trainer.Data.Augmenting;

/// <summary>A part of an image: rows from top to below bottom, columns from left to before right.</summary>
internal readonly record struct PixelBox(int Top, int Left, int Bottom, int Right)
{
    public int Area => Math.Max(0, Bottom - Top) * Math.Max(0, Right - Left);

    /// <summary>One value in all its pixels and planes.</summary>
    public void Fill<T>(Span<T> image, int channels, int height, int width, T value)
    {
        if (Area == 0)
        {
            return;
        }

        for (var channel = 0; channel < channels; channel++)
        {
            for (var y = Top; y < Bottom; y++)
            {
                image.Slice((channel * height + y) * width + Left, Right - Left).Fill(value);
            }
        }
    }
}
