using NasCluster.Domain.Architectures;
using NasCluster.Trainer.Networks;
using TorchSharp;

namespace NasCluster.Trainer.Exporting.Weights;

/// <summary>Fills a network from a safetensors file, under our names (the authors'), timm's or torchvision's.</summary>
internal static class WeightLoader
{
    private const string Counter = "num_batches_tracked";
    private const int Listed = 20;

    /// <exception cref="ExportException">Tensors are missing, unexpected or of another shape; all of them are named.</exception>
    public static void Load(string path, Network network, GraphModule module)
    {
        using var reader = new SafetensorsReader(path);
        var slots = new ModuleTensors(module).Slots.ToList();
        var names = Names(reader, network, slots);
        var faults = Faults(reader, slots, names).ToList();
        if (faults.Count > 0)
        {
            var rest = faults.Count > Listed ? $"\n… and {faults.Count - Listed} more" : "";
            throw new ExportException($"'{path}' does not fit:\n{string.Join('\n', faults.Take(Listed))}{rest}");
        }

        using var noGradient = torch.no_grad();
        foreach (var slot in slots)
        {
            using var values = torch.tensor(reader.Read(names[slot.Name]), slot.Shape);
            slot.Value.copy_(values);
        }
    }

    // The scheme under which most of our tensors are found; our own where several are as good.
    private static Dictionary<string, string> Names(
        SafetensorsReader reader,
        Network network,
        List<TensorSlot> slots
    ) =>
        new[] { [], TorchvisionNames.Of(network), TimmNames.Of(network) }
            .Select(nodes =>
                slots.ToDictionary(slot => slot.Name, slot => Renamed(slot.Name, nodes), StringComparer.Ordinal)
            )
            .MaxBy(names => names.Values.Count(reader.Entries.ContainsKey))!;

    private static string Renamed(string tensor, Dictionary<string, string> nodes)
    {
        var dot = tensor.LastIndexOf('.');
        return nodes.TryGetValue(tensor[..dot], out var other) ? other + tensor[dot..] : tensor;
    }

    // A linear layer is the same as a 1×1 convolution of one pixel.
    private static bool IsSame(long[] own, long[] found) => Squeezed(own).SequenceEqual(Squeezed(found));

    private static ReadOnlySpan<long> Squeezed(long[] shape) => shape.AsSpan().TrimEnd(1L);

    private static IEnumerable<string> Faults(
        SafetensorsReader reader,
        List<TensorSlot> slots,
        Dictionary<string, string> names
    )
    {
        foreach (var slot in slots)
        {
            if (!reader.Entries.TryGetValue(names[slot.Name], out var entry))
            {
                yield return $"missing: {names[slot.Name]} ({string.Join('x', slot.Shape)})";
            }
            else if (!IsSame(slot.Shape, entry.Shape))
            {
                yield return $"mis-shaped: {names[slot.Name]} is {string.Join('x', entry.Shape)}, expected {string.Join('x', slot.Shape)}";
            }
        }

        var known = names.Values.ToHashSet(StringComparer.Ordinal);
        foreach (var name in reader.Entries.Keys.Where(name => !known.Contains(name)).Order(StringComparer.Ordinal))
        {
            if (!name.EndsWith(Counter, StringComparison.Ordinal))
            {
                yield return $"unexpected: {name}";
            }
        }
    }
}
