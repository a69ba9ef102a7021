using NasCluster.Domain.Architectures;

namespace NasCluster.Domain.Zoo;

/// <summary>A network that can be asked for by name.</summary>
/// <param name="Name">Lower case, hyphens between parts.</param>
/// <param name="Family">The system it belongs to.</param>
/// <param name="Resolution">Image side it is evaluated at, in pixels.</param>
/// <param name="Classes">Classes of the release.</param>
/// <param name="Build">Writes the description.</param>
public sealed record ZooModel(
    string Name,
    string Family,
    int Resolution,
    int Classes,
    Func<ZooModel, ZooRequest, Network> Build
)
{
    public const int ImageNetClasses = 1000;

    /// <summary>What it answers.</summary>
    public LearningTask Task { get; init; } = LearningTask.Classification;

    /// <exception cref="InvalidNetworkException">The request describes no network that can exist.</exception>
    public Network Create(ZooRequest? request = null)
    {
        var asked = request ?? new();
        var input = asked.Input(Resolution);
        if (input.Height is < 1 or > 8192 || input.Width is < 1 or > 8192)
        {
            throw new InvalidNetworkException($"The image is {input}: allowed are sides of 1 to 8192 pixels.");
        }

        if ((asked.Classes ?? Classes) is < 1 or > 1_000_000 || asked.Channels is < 1 or > 1024)
        {
            throw new InvalidNetworkException("Allowed are 1 to 1000000 classes and 1 to 1024 image channels.");
        }

        if (asked.WidthMultiplier is <= 0 or > 16 || asked.DepthMultiplier is <= 0 or > 16)
        {
            throw new InvalidNetworkException("Allowed are multipliers above 0 and up to 16.");
        }

        return Build(this, asked);
    }

    internal NetworkBuilder Start(ZooRequest request) => new(request.Input(Resolution));

    internal int ClassesOf(ZooRequest request) => request.Classes ?? Classes;
}
