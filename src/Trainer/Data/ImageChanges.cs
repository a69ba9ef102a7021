using NasCluster.Domain.Search;
using NasCluster.Trainer.Data.Augmenting;

namespace NasCluster.Trainer.Data;

/// <summary>
/// What happens to the images of one epoch on their way into a batch: RandAugment on their bytes, then normalisation with
/// moving and mirroring, then random erasing. Each draws from a source of its own, so that one does not shift another.
/// </summary>
internal sealed class ImageChanges
{
    private readonly ImageSet _images;
    private readonly ImageNormalizer _normalizer;
    private readonly LoaderOptions _options;
    private readonly Random _moves;
    private readonly Random _operations;
    private readonly Random _boxes;
    private readonly RandAugmenter? _augmenter;
    private readonly RandomErasing? _erasing;
    private readonly byte[] _bytes;

    /// <param name="images">The set.</param>
    /// <param name="normalizer">Of the set.</param>
    /// <param name="options">What is on.</param>
    /// <param name="epoch">Counted from 0.</param>
    public ImageChanges(ImageSet images, ImageNormalizer normalizer, LoaderOptions options, int epoch)
    {
        _images = images;
        _normalizer = normalizer;
        _options = options;
        _moves = SeededRandom.Create(options.Seed, "augmentation", epoch);
        _operations = SeededRandom.Create(options.Seed, "randaugment", epoch);
        _boxes = SeededRandom.Create(options.Seed, "erasing", epoch);
        _augmenter = options is { Training: true, RandAugment: { Magnitude: > 0 } augment }
            ? new(augment, images.Channels, images.Height, images.Width)
            : null;
        _erasing = options is { Training: true, RandomErasing: > 0 and var share } ? new(share) : null;
        _bytes = _augmenter is null ? [] : new byte[images.ImageBytes];
    }

    /// <summary>Writes the next image and tells how it was moved.</summary>
    /// <param name="index">Which image.</param>
    /// <param name="target">Channels · height · width numbers.</param>
    public Augmentation Copy(int index, Span<float> target)
    {
        var change = Augmentation.Draw(_moves, _options);
        if (_augmenter is null)
        {
            _normalizer.Copy(index, change, target);
        }
        else
        {
            _images.Pixels.Slice(index * _images.ImageBytes, _images.ImageBytes).CopyTo(_bytes);
            _augmenter.Apply(_bytes, _operations);
            _normalizer.Copy(_bytes, change, target);
        }

        _erasing?.Apply(target, _images.Channels, _images.Height, _images.Width, _boxes);
        return change;
    }
}
