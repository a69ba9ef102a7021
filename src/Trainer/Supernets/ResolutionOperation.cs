using NasCluster.Domain.Supernets;
using NasCluster.Trainer.Networks;
using TorchSharp;

namespace NasCluster.Trainer.Supernets;

/// <summary>Runs a body on the map and on its sub-sampled versions and puts the results back between zeros.</summary>
internal static class ResolutionOperation
{
    public static Operation Create(ResolutionLayer layer, NodeGraph body, ArchitectureWeights weights) =>
        (inputs, training) =>
        {
            var map = inputs[0];
            var options = OptionsOf(weights, layer.Choice) ?? [.. Enumerable.Range(0, layer.Sides.Length)];
            torch.Tensor? sum = null;
            foreach (var option in options)
            {
                using var small = Subsample(map, layer.Sides[option]);
                using var output = body.Run(small, null, training);
                using var weight = WeightOf(weights, layer.Choice, option);
                using var weighted = output.mul(weight);
                using var before = sum;
                using var spread = Spread(weighted, layer.Body.Shapes()[^1].Height);
                sum = before is null ? spread.alias() : before.Plus(spread);
            }

            return sum!;
        };

    /// <summary>Rows and columns ⌊j·H/h⌋ of a map.</summary>
    public static torch.Tensor Subsample(torch.Tensor map, int side)
    {
        if (map.shape[2] == side)
        {
            return map.alias();
        }

        // With the channels innermost, as the maps are.
        using var places = Places(side, map.shape[2], map.device);
        using var turned = map.permute(0, 2, 3, 1);
        using var rows = turned.index_select(1, places);
        using var small = rows.index_select(2, places);
        return small.permute(0, 3, 1, 2);
    }

    /// <summary>The opposite: a full-size map with the small one at those places and zeros between.</summary>
    public static torch.Tensor Spread(torch.Tensor map, int side)
    {
        if (map.shape[2] == side)
        {
            return map.alias();
        }

        var (count, channels, small) = (map.shape[0], map.shape[1], map.shape[2]);
        using var places = Places(small, side, map.device);
        using var turned = map.permute(0, 2, 3, 1);
        using var zeros = torch.zeros([count, side, small, channels], map.dtype, map.device);
        using var rows = zeros.index_copy(1, places, turned);
        using var full = torch.zeros([count, side, side, channels], map.dtype, map.device);
        using var spread = full.index_copy(2, places, rows);
        return spread.permute(0, 3, 1, 2);
    }

    private static int[]? OptionsOf(ArchitectureWeights weights, int choice) =>
        weights.PickOf(choice) is not { } pick ? null
        : weights.SecondOf(choice) is { } second ? [pick, second]
        : [pick];

    private static torch.Tensor WeightOf(ArchitectureWeights weights, int choice, int option) =>
        weights.PickOf(choice) is null ? weights.WeightOf(choice, option) : weights.PathWeightOf(choice, option);

    private static torch.Tensor Places(long count, long side, torch.Device device) =>
        torch.tensor([.. Enumerable.Range(0, (int)count).Select(j => j * side / count)], device: device);
}
