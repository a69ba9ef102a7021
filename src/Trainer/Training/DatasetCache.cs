using NasCluster.Domain.Experiments;
using NasCluster.Trainer.Data;

namespace NasCluster.Trainer.Training;

/// <summary>
/// The data set of the candidates before this one, at every image size they asked for. One data set at a time: a child
/// seldom serves two experiments in turns, and its memory is limited.
/// </summary>
/// <param name="load">Reads a data set from disk.</param>
internal sealed class DatasetCache(Func<DatasetDescription, LoadedDataset> load)
{
    private readonly Dictionary<int, LoadedDataset> _bySide = [];
    private LoadedDataset? _original;
    private string? _contentHash;

    /// <exception cref="DatasetException">The data set is missing, broken, or not the one described.</exception>
    public LoadedDataset Get(DatasetDescription description, int side)
    {
        if (_original is null || _contentHash != description.ContentHash)
        {
            _bySide.Clear();
            _original = load(description);
            _contentHash = description.ContentHash;
        }

        if (!_bySide.TryGetValue(side, out var images))
        {
            images = new(_original.Train.Resize(side), _original.Test.Resize(side));
            _bySide[side] = images;
        }

        return images;
    }
}
