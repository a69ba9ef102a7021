using NasCluster.Domain.Architectures;

namespace NasCluster.Domain.Experiments;

/// <summary>What is known of a data set before anything is trained; found out when an experiment is submitted.</summary>
public sealed record DatasetDescription
{
    public required string Name { get; init; }

    /// <summary>Folder it was found in.</summary>
    public required string Folder { get; init; }

    /// <summary>Whether its images or their pixels have classes.</summary>
    public LearningTask Task { get; init; }

    public required int Channels { get; init; }

    /// <summary>Side of the square images in pixels.</summary>
    public required int Resolution { get; init; }

    public required int Classes { get; init; }

    public required int TrainCount { get; init; }

    public required int TestCount { get; init; }

    /// <summary>SHA-256 over all its files; a data set that changes under an experiment is noticed by it.</summary>
    public required string ContentHash { get; init; }
}
