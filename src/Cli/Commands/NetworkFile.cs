using System.Text.Json;
using NasCluster.Cli.Output;
using NasCluster.Domain.Architectures;
using NasCluster.Domain.Proxies;
using NasCluster.Domain.SearchSpaces;
using NasCluster.Domain.Zoo;

namespace NasCluster.Cli.Commands;

/// <summary>A network described in a file: one of the zoo, or an architecture of a built-in space.</summary>
internal static class NetworkFile
{
    public const string Description =
        "JSON: {\"network\": NAME, …} of the zoo, or {\"space\": NAME, \"architecture\": {…}, \"resolution\", \"classes\", \"channels\"}.";

    private const int MaxBytes = 1 << 20;

    /// <exception cref="CommandException">The file, or the network it describes, is bad.</exception>
    public static Network Read(string file)
    {
        try
        {
            return NetworkOf(Parse(file));
        }
        catch (Exception e) when (e is InvalidNetworkException or ArgumentException or OverflowException)
        {
            throw Bad(e.Message);
        }
    }

    /// <summary>The same network as a request for its proxies, which are to be named.</summary>
    /// <exception cref="CommandException">The file, or the network it describes, is bad.</exception>
    public static ProxyRequest Proxies(string file)
    {
        Read(file);
        var request = Parse(file);
        return request.Network is { } name
            ? new()
            {
                Network = name,
                Options = OptionsOf(request),
                Proxies = [],
            }
            : new()
            {
                Decoder = SpaceCatalog.Find(request.Space!)!.Decoder,
                Architecture = request.Architecture,
                Target = new(request.Channels ?? 3, request.Resolution!.Value, request.Classes!.Value),
                Proxies = [],
            };
    }

    private static CostRequest Parse(string file)
    {
        try
        {
            if (new FileInfo(file).Length > MaxBytes)
            {
                throw Bad($"'{file}' is larger than {MaxBytes} bytes.");
            }

            return JsonSerializer.Deserialize(File.ReadAllBytes(file), CostJson.Default.CostRequest)
                ?? throw Bad($"'{file}' holds null; expected an object.");
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            throw Bad($"'{file}' cannot be read: {e.Message}");
        }
    }

    private static Network NetworkOf(CostRequest request)
    {
        if (request is { Network: { } name, Space: null })
        {
            var model =
                ZooCatalog.Find(name) ?? throw Bad($"network is '{name}': 'nas zoo list' shows what is allowed.");
            return model.Create(OptionsOf(request));
        }

        return request is { Space: { } space, Network: null }
            ? Decode(space, request)
            : throw Bad("Exactly one of network and space is needed.");
    }

    private static ZooRequest OptionsOf(CostRequest request) =>
        new()
        {
            Height = request.Resolution,
            Width = request.Resolution,
            Classes = request.Classes,
            Channels = request.Channels ?? 3,
            WidthMultiplier = request.WidthMultiplier,
            DepthMultiplier = request.DepthMultiplier,
        };

    private static Network Decode(string name, CostRequest request)
    {
        var space =
            SpaceCatalog.Find(name)
            ?? throw Bad($"space is '{name}': allowed are {string.Join(", ", SpaceCatalog.Names)}.");
        if (request is not { Architecture: { } architecture, Resolution: > 0 and <= 8192, Classes: > 0 })
        {
            throw Bad("With a space, architecture, resolution (1 to 8192) and classes (at least 1) are needed.");
        }

        var target = new NetworkTarget(request.Channels ?? 3, request.Resolution.Value, request.Classes.Value);
        return DecoderCatalog.Get(space.Decoder!).Decode(new(architecture, ParameterSet.Empty), target);
    }

    private static CommandException Bad(string message) => new(ExitCode.BadInput, message);
}
