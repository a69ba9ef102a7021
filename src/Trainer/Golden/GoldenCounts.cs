using System.Text.Json;
using NasCluster.Domain.Costs;

namespace NasCluster.Trainer.Golden;

/// <summary>Compares our counts with a reference's, digit by digit.</summary>
internal static class GoldenCounts
{
    public static string? Compare(JsonElement reference, NetworkCost cost)
    {
        var macs = reference.GetProperty("macs");
        (string Name, long Ours, JsonElement Theirs)[] counts =
        [
            ("params_total", cost.Params, reference.GetProperty("params_total")),
            (
                "params_of_weight_tensors_only",
                cost.ParamsOfWeightTensors,
                reference.GetProperty("params_of_weight_tensors_only")
            ),
            ("buffer_elements", cost.BufferElements, reference.GetProperty("buffer_elements")),
            ("macs.conv", cost.Macs.Conv, macs.GetProperty("conv")),
            ("macs.conv_transpose", cost.Macs.TransposedConv, macs.GetProperty("conv_transpose")),
            ("macs.linear", cost.Macs.Linear, macs.GetProperty("linear")),
        ];
        var wrong = counts
            .Where(count => count.Ours != count.Theirs.GetInt64())
            .Select(count => $"{count.Name} is {count.Ours}, the reference has {count.Theirs}");
        return string.Join("; ", wrong) is { Length: > 0 } message ? message : null;
    }

    /// <summary>Compares 1×C×H×W, or 1×C for a vector.</summary>
    public static string? CompareShape(JsonElement reference, NetworkCost cost)
    {
        var shape = reference.EnumerateArray().Select(side => side.GetInt64()).ToArray();
        var ours = cost.OutputShape;
        long[] full = [1, ours.Channels, ours.Height, ours.Width];
        return shape.AsSpan().SequenceEqual(full.AsSpan(0, Math.Min(shape.Length, full.Length)))
            ? null
            : $"the output is {ours}, the reference has {string.Join('x', shape)}";
    }
}
