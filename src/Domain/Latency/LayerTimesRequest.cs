using NasCluster.Domain.Architectures;
using NasCluster.Domain.SearchSpaces;
using NasCluster.Domain.Supernets;
using NasCluster.Domain.Training;
using NasCluster.Domain.Zoo;

namespace NasCluster.Domain.Latency;

/// <summary>A network to be timed layer by layer: one of the zoo, or a configuration with its decoder.</summary>
public sealed record LayerTimesRequest
{
    /// <summary>Name in the zoo; null for a configuration.</summary>
    public string? Network { get; init; }

    /// <summary>What is chosen of a network of the zoo.</summary>
    public ZooRequest? Options { get; init; }

    /// <summary>Decoder of the configuration.</summary>
    public string? Decoder { get; init; }

    public Configuration? Configuration { get; init; }

    /// <summary>Input and classes of the configuration's network.</summary>
    public NetworkTarget? Target { get; init; }

    /// <summary>"torch-cpu" or "torch-cuda:N".</summary>
    public string Runtime { get; init; } = "torch-cpu";

    /// <summary>Threads on a CPU.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>For the network of a candidate, which need not have been trained.</summary>
    /// <exception cref="LayerTimesException">It has no network of its own.</exception>
    public static LayerTimesRequest Of(TrainedCandidate trained)
    {
        var (candidate, experiment, _) = trained;
        if (candidate.IsSupernet)
        {
            throw new LayerTimesException(
                $"{candidate.Id} is a supernet and no network of its own; time one of the candidates derived from it."
            );
        }

        return new()
        {
            Decoder =
                experiment.Spec.Space.Decoder
                ?? throw new LayerTimesException(
                    $"{candidate.Id} was trained by a program of its own; its network is not known here."
                ),
            Configuration = candidate.Configuration,
            Target = NetworkTarget.Of(experiment.Dataset),
        };
    }

    /// <summary>The network that is meant.</summary>
    /// <exception cref="InvalidNetworkException">There is none, or it cannot be built.</exception>
    public Network Build()
    {
        if (Network is { } name)
        {
            var model =
                ZooCatalog.Find(name) ?? throw new InvalidNetworkException($"There is no network '{name}' in the zoo.");
            return model.Create(Options ?? new());
        }

        return this is { Decoder: { } decoder, Configuration: { } configuration, Target: { } target }
            ? DecoderCatalog.Get(decoder).Decode(configuration, target)
            : throw new InvalidNetworkException("A network, or a decoder with configuration and target is needed.");
    }
}
