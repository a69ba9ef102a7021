using NasCluster.Domain.Architectures;
using NasCluster.Domain.Experiments;

namespace NasCluster.Trainer.Data.Formats;

/// <summary>One way of keeping a labelled image data set in a folder.</summary>
internal interface IDatasetFormat
{
    /// <summary>Short name for people, such as "idx".</summary>
    string Name { get; }

    LearningTask Task => LearningTask.Classification;

    /// <summary>Whether the names of the files say that it is this format; they need not be whole.</summary>
    bool Matches(DatasetFolder folder);

    /// <exception cref="DatasetException">A file is missing or broken.</exception>
    LoadedDataset Read(DatasetFolder folder);
}
