using System.Collections.Immutable;
using NasCluster.Domain.SearchSpaces;
using NasCluster.Domain.Zoo;

namespace NasCluster.Domain.Architectures;

/// <summary>Networks of the zoo by name, so that their recipe (AutoTrain) or their scale can be searched.</summary>
/// <remarks>
/// Reads <c>network</c> and optionally <c>resolution</c>, <c>widthMultiplier</c> and <c>depthMultiplier</c> (in families
/// that scale). From the recipe <c>dropout</c>, which takes the place of the release's.
/// </remarks>
public sealed class ZooDecoder : INetworkDecoder
{
    private const string NetworkName = "network";
    private const string DropoutRate = "dropout";
    private const string StochasticDepth = "stochasticDepth";

    public string Name => "zoo";

    public IEnumerable<string> Check(SearchSpace space)
    {
        var dimension = space.Dimensions.FirstOrDefault(dimension =>
            dimension is { Name: NetworkName, Part: SpacePart.Architecture }
        );
        ImmutableArray<ParameterValue>? choices = dimension switch
        {
            CategoricalDimension categorical => categorical.Choices,
            OrdinalDimension ordinal => ordinal.Choices,
            _ => null,
        };
        if (choices is null)
        {
            yield return $"the decoder '{Name}' needs a categorical architecture dimension '{NetworkName}'";
        }

        foreach (var name in choices ?? [])
        {
            if (name.Kind != ParameterKind.Text || Find(name.AsText()) is null)
            {
                yield return $"'{NetworkName}' can be '{name}', which is no classification network of the zoo";
            }
        }

        if (space.Dimensions.Any(recipe => recipe is { Name: StochasticDepth, Part: SpacePart.Recipe }))
        {
            yield return $"the decoder '{Name}' reads no '{StochasticDepth}': the networks of the zoo have none";
        }
    }

    public int Resolution(Configuration configuration, NetworkTarget target) =>
        DecoderParts.Resolution(configuration, target);

    public Network Decode(Configuration configuration, NetworkTarget target) =>
        DecoderParts.Guard(() => Build(configuration, target));

    /// <summary>A network that answers with classes; null where there is none of that name.</summary>
    private static ZooModel? Find(string name) =>
        ZooCatalog.Find(name) is { Task: LearningTask.Classification } model ? model : null;

    private Network Build(Configuration configuration, NetworkTarget target)
    {
        var architecture = configuration.Architecture;
        var name = architecture.Text(NetworkName);
        var model = Find(name) ?? throw new InvalidOperationException($"There is no network '{name}' in the zoo.");
        var network = model.Create(
            new()
            {
                Height = Resolution(configuration, target),
                Classes = target.Classes,
                Channels = target.Channels,
                WidthMultiplier = NumberOf(architecture, NetworkScale.WidthMultiplier),
                DepthMultiplier = NumberOf(architecture, NetworkScale.DepthMultiplier),
            }
        );
        return configuration.Recipe.TryGet(DropoutRate, out var rate) ? WithDropout(network, rate.AsNumber()) : network;
    }

    private static double? NumberOf(ParameterSet architecture, string name) =>
        architecture.TryGet(name, out var value) ? value.AsNumber() : null;

    private static Network WithDropout(Network network, double rate) =>
        network with
        {
            Nodes =
            [
                .. network.Nodes.Select(node =>
                    node.Layer is DropoutLayer ? node with { Layer = new DropoutLayer(rate) } : node
                ),
            ],
        };
}
