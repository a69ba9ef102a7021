using NasCluster.Domain.Experiments;

namespace NasCluster.Trainer.Data.Formats;

/// <summary>The images of one split of a segmentation folder, each with its mask, in the ordinal order of their names.</summary>
internal sealed class SegmentationPairs
{
    public const string Images = "images";
    public const string Masks = "masks";
    private const string MaskEnding = ".png";

    private readonly DatasetFolder _folder;
    private readonly List<(string Image, string Mask, ImageHeader Header)> _pairs;

    /// <exception cref="DatasetException">A folder, an image or a mask is missing, or a name or a header is wrong.</exception>
    public SegmentationPairs(DatasetFolder folder, string split)
    {
        _folder = folder;
        var images = NamesIn($"{split}/{Images}", ImageFolderFormat.Endings);
        var masks = NamesIn($"{split}/{Masks}", [MaskEnding]);
        _pairs = [.. images.Select(pair => Paired(pair.Value, masks.GetValueOrDefault(pair.Key), split, pair.Key))];
        if (masks.Keys.FirstOrDefault(stem => !images.ContainsKey(stem)) is { } alone)
        {
            throw DatasetFault.Missing(
                Place(masks[alone]),
                $"has no image; expected {split}/{Images}/{alone}.png or .jpg"
            );
        }
    }

    public bool AreGrey => _pairs.TrueForAll(pair => pair.Header.IsGrey);

    /// <summary>The most common side of the squares in the images' middles.</summary>
    public int Side => ImageFolderFormat.MostCommonSide(_pairs.ConvertAll(pair => pair.Header));

    /// <returns>N·C·side·side bytes.</returns>
    /// <exception cref="DatasetException">An image cannot be decoded, or there are too many.</exception>
    public byte[] ReadImages(int side, int channels)
    {
        var pixels = Room(channels * side * side);
        for (var i = 0; i < _pairs.Count; i++)
        {
            var name = _pairs[i].Image;
            var image = SquareImage.Decode(Place(name), _folder.Read(name), channels);
            var length = channels * side * side;
            image.CopyTo(pixels.AsSpan(i * length, length), side);
        }

        return pixels;
    }

    /// <returns>N·side·side class numbers, and the largest of each mask before it was resized.</returns>
    /// <exception cref="DatasetException">A mask cannot be decoded, has no labelled pixel, or not its image's size.</exception>
    public (byte[] Masks, int[] Largest) ReadMasks(int side)
    {
        var masks = Room(side * side);
        var largest = new int[_pairs.Count];
        for (var i = 0; i < _pairs.Count; i++)
        {
            var mask = ReadMask(_pairs[i].Mask, _pairs[i].Header);
            mask.CopyTo(masks.AsSpan(i * side * side, side * side), side);
            largest[i] = mask.Largest;
        }

        return (masks, largest);
    }

    /// <exception cref="DatasetException">A mask has a class that there is not.</exception>
    public void RequireBelow(int classes, int[] largest)
    {
        var wrong = Array.FindIndex(largest, label => label >= classes);
        if (wrong >= 0)
        {
            throw DatasetFault.Label(
                Place(_pairs[wrong].Mask),
                $"has a pixel of class {largest[wrong]}; expected 0 to {classes - 1}, or {ClassMasks.Ignored} for none"
            );
        }
    }

    private MaskImage ReadMask(string name, ImageHeader image)
    {
        var mask = MaskImage.Decode(Place(name), _folder.Read(name));
        if ((mask.Width, mask.Height) != (image.Width, image.Height))
        {
            throw DatasetFault.Image(
                Place(name),
                $"is {mask.Width} x {mask.Height} pixels; expected {image.Width} x {image.Height} as its image"
            );
        }

        return mask.Largest >= 0
            ? mask
            : throw DatasetFault.Label(
                Place(name),
                $"is {ClassMasks.Ignored} throughout; expected at least 1 labelled pixel"
            );
    }

    private byte[] Room(int length) =>
        (long)_pairs.Count * length <= Array.MaxLength
            ? new byte[_pairs.Count * length]
            : throw DatasetFault.Header(
                _folder.FullPath,
                $"{_pairs.Count} images of {length} bytes; expected at most {Array.MaxLength / length}"
            );

    private (string, string, ImageHeader) Paired(string image, string? mask, string split, string stem) =>
        mask is null
            ? throw DatasetFault.Missing(Place(image), $"has no mask; expected {split}/{Masks}/{stem}{MaskEnding}")
            : (image, mask, ImageHeader.Read(Place(image), _folder.Peek(image)));

    private SortedDictionary<string, string> NamesIn(string path, string[] endings)
    {
        if (!_folder.IsFolder(path))
        {
            throw DatasetFault.Missing(Place(path), "is no folder; expected images and masks in train and in test");
        }

        var names = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var entry in _folder.Entries(path))
        {
            Add(names, $"{path}/{entry}", endings);
        }

        return names.Count > 0 ? names : throw DatasetFault.Empty(Place(path), "holds no files; expected at least 1");
    }

    private void Add(SortedDictionary<string, string> names, string name, string[] endings)
    {
        if (!endings.Contains(Path.GetExtension(name), StringComparer.OrdinalIgnoreCase))
        {
            throw DatasetFault.Image(Place(name), $"has another ending; expected {string.Join(", ", endings)}");
        }

        if (!names.TryAdd(Path.GetFileNameWithoutExtension(name), name))
        {
            throw DatasetFault.Image(
                Place(name),
                "has the name of another file but for its ending; expected one of them"
            );
        }
    }

    private string Place(string name) => Path.Combine(_folder.FullPath, name);
}
