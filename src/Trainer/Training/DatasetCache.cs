using NasCluster.Domain.Experiments;
using NasCluster.Trainer.Data;
using NasCluster.Trainer.Data.Decoded;

namespace NasCluster.Trainer.Training;

/// <summary>
/// The data set of the candidates before this one, at every image size they asked for. One data set at a time: a child
/// seldom serves two experiments in turns, and its memory is limited.
/// </summary>
/// <param name="load">Reads a data set from disk.</param>
/// <param name="shared">Images that were decoded before, by whichever slot of the machine; null for none.</param>
internal sealed class DatasetCache(Func<DatasetDescription, LoadedDataset> load, DecodedStore? shared = null)
{
    private readonly Dictionary<int, LoadedDataset> _bySide = [];
    private LoadedDataset? _original;
    private string? _contentHash;

    /// <exception cref="DatasetException">The data set is missing, broken, or not the one described.</exception>
    public LoadedDataset Get(DatasetDescription description, int side)
    {
        if (_contentHash != description.ContentHash)
        {
            _bySide.Clear();
            _original = null;
            _contentHash = description.ContentHash;
        }

        if (!_bySide.TryGetValue(side, out var images))
        {
            images = shared is null ? Decode(description, side) : Share(shared, description, side, load);
            _bySide[side] = images;
        }

        return images;
    }

    private LoadedDataset Decode(DatasetDescription description, int side) =>
        (_original ??= load(description)).Resize(side);

    // What others have decoded is not kept here a second time.
    private static LoadedDataset Share(
        DecodedStore shared,
        DatasetDescription description,
        int side,
        Func<DatasetDescription, LoadedDataset> load
    ) => shared.Get(description, side, () => load(description).Resize(side));
}
