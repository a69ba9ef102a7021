using NasCluster.Domain.Architectures;
using NasCluster.Domain.Costs;
using NasCluster.Domain.Recipes;
using NasCluster.Domain.SearchSpaces;
using NasCluster.Domain.Training;

namespace NasCluster.Trainer.Training;

/// <summary>The network of a candidate, and that of its space's middle.</summary>
/// <param name="Network">What is trained.</param>
/// <param name="Cost">What it costs.</param>
/// <param name="Reference">What step times are normalised by; no dropout, no drop path.</param>
internal sealed record CandidateNetwork(Network Network, NetworkCost Cost, Network Reference)
{
    /// <exception cref="InvalidNetworkException">There is no such decoder, or no network for the architecture or the data set's task.</exception>
    public static CandidateNetwork Of(TrainCommand command)
    {
        var decoder = DecoderOf(command);
        if (decoder.Task != command.Dataset.Task)
        {
            throw new InvalidNetworkException(
                $"The decoder '{decoder.Name}' is for {decoder.Task}, the data set '{command.Dataset.Name}' for {command.Dataset.Task}."
            );
        }

        var target = NetworkTarget.Of(command.Dataset);
        var network = decoder.Decode(new(command.Architecture, command.Recipe), target);
        var reference = decoder.Decode(new(command.ReferenceArchitecture, ParameterSet.Empty), target);
        return new(network, NetworkCost.Of(network), reference);
    }

    /// <summary>The same architecture for the images and with the dropout of a stage.</summary>
    /// <exception cref="InvalidNetworkException">There is none at this size.</exception>
    public static Network At(TrainCommand command, TrainingStage stage)
    {
        var architecture = command.Architecture.With("resolution", stage.Resolution);
        var recipe = stage.Dropout is { } rate ? command.Recipe.With("dropout", rate) : command.Recipe;
        return DecoderOf(command)
            .Decode(
                new(architecture, recipe),
                NetworkTarget.Of(command.Dataset) with
                {
                    Resolution = stage.Resolution,
                }
            );
    }

    /// <summary>The architecture without what a recipe adds: no dropout, no drop path.</summary>
    /// <exception cref="InvalidNetworkException">There is no such network.</exception>
    public static Network Bare(TrainCommand command) =>
        DecoderOf(command).Decode(new(command.Architecture, ParameterSet.Empty), NetworkTarget.Of(command.Dataset));

    private static INetworkDecoder DecoderOf(TrainCommand command) =>
        (command.Decoder is { } name ? DecoderCatalog.Find(name) : null)
        ?? throw new InvalidNetworkException($"There is no network decoder '{command.Decoder}'.");
}
