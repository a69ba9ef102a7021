using System.Diagnostics;
using NasCluster.Domain;
using NasCluster.Domain.Architectures;
using NasCluster.Domain.Costs;
using NasCluster.Domain.Experiments;
using NasCluster.Domain.Proxies;
using NasCluster.Domain.SearchSpaces;
using NasCluster.Domain.Zoo;
using NasCluster.Trainer.Data;
using NasCluster.Trainer.Runtime;
using NasCluster.Trainer.Training;
using TorchSharp;

namespace NasCluster.Trainer.Proxies;

/// <summary>The trainer's side of `nas proxies`: a JSON request in, a JSON report out.</summary>
internal static class ProxiesCommand
{
    private const int Classes = 10;

    public static int Run(string text, TextWriter output, TextWriter error) =>
        JsonAnswer.Run(
            text,
            DomainJson.Default.ProxyRequest,
            request => Compute(request, DatasetCatalog.FromEnvironment()),
            DomainJson.Default.ProxyReport,
            _ => true,
            output,
            error
        );

    /// <exception cref="InvalidNetworkException">There is no such network, or it does not fit the data set.</exception>
    /// <exception cref="DatasetException">The data set cannot be used.</exception>
    internal static ProxyReport Compute(ProxyRequest request, DatasetCatalog datasets)
    {
        using var scope = torch.NewDisposeScope();
        NnPack.SwitchOff();
        var description = request.Dataset is { } name ? datasets.Describe(name) : null;
        var network = NetworkOf(request, description);
        if (network.Shapes()[^1] is not { Height: 1, Width: 1, Channels: var classes })
        {
            throw new InvalidNetworkException("Proxies are computed of networks that answer one class per image.");
        }

        var batch = description is null
            ? Noise(network.Input, classes, request)
            : ImagesOf(datasets.Load(description), network.Input, request);
        var watch = Stopwatch.StartNew();
        using var objective = new ImageObjective(0);
        var values = new ProxyRun(network, batch, objective, torch.CPU, request.Seed).Compute(request.Proxies);
        var cost = NetworkCost.Of(network);
        return new(
            request.Network ?? request.Decoder!,
            [.. batch.Images.shape.Select(side => (int)side)],
            request.Dataset ?? "noise",
            request.Seed,
            cost.Params,
            cost.Macs.Total,
            values,
            watch.Elapsed.TotalSeconds
        );
    }

    private static Network NetworkOf(ProxyRequest request, DatasetDescription? data)
    {
        if (request.Network is { } name)
        {
            var options = request.Options ?? new();
            var model =
                ZooCatalog.Find(name) ?? throw new InvalidNetworkException($"There is no network '{name}' in the zoo.");
            return model.Create(
                data is null
                    ? options
                    : options with
                    {
                        Classes = data.Classes,
                        Channels = data.Channels,
                        Height = options.Height ?? data.Resolution,
                        Width = options.Width ?? options.Height ?? data.Resolution,
                    }
            );
        }

        var target = request.Target ?? new(data?.Channels ?? 3, data?.Resolution ?? 32, data?.Classes ?? Classes);
        var fitted = data is null ? target : target with { Channels = data.Channels, Classes = data.Classes };
        return DecoderCatalog
            .Get(request.Decoder ?? throw new InvalidNetworkException("A network or a decoder is needed."))
            .Decode(new(request.Architecture ?? ParameterSet.Empty, ParameterSet.Empty), fitted);
    }

    private static ProxyBatch Noise(TensorShape input, int classes, ProxyRequest request)
    {
        torch.manual_seed(unchecked((long)request.Seed));
        return new(
            torch.randn([request.Batch, input.Channels, input.Height, input.Width]),
            torch.randint(0, classes, new long[] { request.Batch }, torch.int64)
        );
    }

    private static ProxyBatch ImagesOf(LoadedDataset data, TensorShape input, ProxyRequest request)
    {
        if (data.Train.Task != LearningTask.Classification)
        {
            throw new InvalidNetworkException($"The data set '{request.Dataset}' labels pixels, not images.");
        }

        if (input.Height != input.Width)
        {
            throw new InvalidNetworkException($"Images of a data set are square; the network takes {input}.");
        }

        var split = DataSplit.Of(data.Train.Count, new() { Dataset = request.Dataset! }, request.Seed);
        return TrainingData.FirstBatch(data.Train.Resize(input.Height), split.Train, request.Batch, torch.CPU);
    }
}
