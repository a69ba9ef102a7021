using NasCluster.Domain.Architectures;

namespace NasCluster.Trainer.Data.Decoded;

/// <summary>What a file of decoded images holds. Pixels and labels of both splits follow it end to end.</summary>
internal sealed record DecodedHeader
{
    public required LearningTask Task { get; init; }

    public required int Channels { get; init; }

    /// <summary>Of the square images, in pixels.</summary>
    public required int Side { get; init; }

    public required int Classes { get; init; }

    public required int TrainCount { get; init; }

    public required int TestCount { get; init; }

    public required string[] ClassNames { get; init; }

    /// <summary>What the images were decoded from.</summary>
    public required SourceStamps Sources { get; init; }

    public static DecodedHeader Of(LoadedDataset data, SourceStamps sources) =>
        new()
        {
            Task = data.Train.Task,
            Channels = data.Train.Channels,
            Side = data.Train.Width,
            Classes = data.Train.Classes,
            TrainCount = data.Train.Count,
            TestCount = data.Test.Count,
            ClassNames = [.. data.ClassNames],
            Sources = sources,
        };
}
