using NasCluster.Domain.Experiments;

namespace NasCluster.Domain.Architectures;

/// <summary>What the data set fixes about every network: its input and its classes.</summary>
/// <param name="Channels">Image channels.</param>
/// <param name="Resolution">Side of the square images of the data set, in pixels.</param>
/// <param name="Classes">Number of classes.</param>
public sealed record NetworkTarget(int Channels, int Resolution, int Classes)
{
    /// <summary>Its images as they are.</summary>
    /// <param name="dataset">The data set.</param>
    public static NetworkTarget Of(DatasetDescription dataset)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        return new(dataset.Channels, dataset.Resolution, dataset.Classes);
    }
}
