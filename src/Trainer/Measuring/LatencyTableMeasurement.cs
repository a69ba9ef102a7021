using System.Collections.Immutable;
using NasCluster.Domain.Architectures;
using NasCluster.Domain.Latency;
using NasCluster.Domain.Zoo;

namespace NasCluster.Trainer.Measuring;

/// <summary>Makes a latency table, its calibration and its check from a request.</summary>
internal sealed class LatencyTableMeasurement(LatencyTableRequest request, TimeProvider time, DeviceTurns? turns = null)
{
    private const int DefaultResolution = 32;
    private const int DefaultClasses = 10;

    /// <exception cref="InvalidNetworkException">There is no such network, or nothing of the space can be built.</exception>
    public LatencyTableReport Run()
    {
        var started = time.GetTimestamp();
        var device = InferenceDevice.Create(request.Runtime, request.Threads);
        var (blocks, calibrate, check) = request.Space is null ? OfNetwork() : OfSpace();
        ImmutableArray<Network> all =
        [
            LatencyTableBuilder.Nothing,
            .. blocks.Blocks.Select(block => block.Network),
            .. calibrate,
            .. check,
        ];
        var runs = new LatencyTableBuilder(device, time, turns).Measure(all);
        var overhead = runs[0].MedianMs;
        var table = new LatencyTable(
            request.Device ?? device.Name,
            request.Subject,
            Machine.Description,
            [.. blocks.Blocks.Select((block, i) => LatencyTableBuilder.EntryOf(block, runs[1 + i], overhead))],
            Calibration: null
        );
        var fitted = Pairs(table, calibrate, runs[(1 + blocks.Blocks.Length)..]);
        var unseen = Pairs(table, check, runs[^check.Length..]);
        var calibration = fitted.IsEmpty ? null : LatencyCalibration.Fit(fitted);
        return new(
            table with
            {
                Calibration = calibration,
            },
            blocks.Coverage,
            overhead,
            time.GetElapsedTime(started).TotalSeconds,
            unseen.IsEmpty ? null : LatencyAccuracy.Of(unseen, calibration)
        );
    }

    private (SpaceBlocks Blocks, ImmutableArray<Network> Calibrate, ImmutableArray<Network> Check) OfSpace()
    {
        var options = request.Options;
        var space = request.Space!;
        var target = new NetworkTarget(
            options.Channels,
            options.Height ?? DefaultResolution,
            options.Classes ?? DefaultClasses
        );
        var blocks = SpaceBlocks.Of(space, target, request.Limit, request.Seed);
        return (
            blocks,
            blocks.Networks(space, target, request.Calibrate, request.Seed, "calibrate"),
            blocks.Networks(space, target, request.Check, request.Seed, "check")
        );
    }

    private (SpaceBlocks Blocks, ImmutableArray<Network> Calibrate, ImmutableArray<Network> Check) OfNetwork()
    {
        var model =
            ZooCatalog.Find(request.Subject)
            ?? throw new InvalidNetworkException($"There is no network '{request.Subject}' in the zoo.");
        var network = model.Create(request.Options);
        var blocks = NetworkBlocks.Of(network).DistinctBy(block => block.Key);
        return (new([.. blocks], Coverage: 1), request.Calibrate > 0 ? [network] : [], []);
    }

    private static ImmutableArray<(double SumMs, double MeasuredMs)> Pairs(
        LatencyTable table,
        ImmutableArray<Network> networks,
        ImmutableArray<Durations> runs
    ) =>
        [
            .. networks.Select(
                (network, i) =>
                    (table.Estimate(NetworkBlocks.Of(network).Select(block => block.Key)).EstimateMs, runs[i].MedianMs)
            ),
        ];
}
