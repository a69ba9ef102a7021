using System.Text.Json;
using NasCluster.Trainer.Networks;
using TorchSharp;

namespace NasCluster.Trainer.Golden;

/// <summary>
/// Fills a network's tensors from a reference list: by name where all names are ours, else in order, when kinds and shapes
/// agree.
/// </summary>
internal static class GoldenTensors
{
    /// <exception cref="InvalidDataException">The list does not fit the network.</exception>
    public static void Fill(GraphModule module, JsonElement entries, double gain)
    {
        var slots = InNodeOrder(module);
        var listed = entries.EnumerateArray().ToArray();
        if (listed.Length != slots.Count)
        {
            throw new InvalidDataException($"The reference has {listed.Length} tensors, the network {slots.Count}.");
        }

        var byName = slots.ToDictionary(slot => slot.Name, StringComparer.Ordinal);
        var named = Array.TrueForAll(listed, entry => byName.ContainsKey(entry[1].GetString()!));
        using var noGradient = torch.no_grad();
        for (var i = 0; i < listed.Length; i++)
        {
            Set(named ? byName[listed[i][1].GetString()!] : slots[i], listed[i], gain);
        }
    }

    private static void Set(TensorSlot slot, JsonElement entry, double gain)
    {
        var shape = entry[2].EnumerateArray().Select(side => side.GetInt64()).ToArray();
        if (!shape.AsSpan().SequenceEqual(slot.Shape))
        {
            throw new InvalidDataException(
                $"'{entry[1]}' is {string.Join('x', shape)} in the reference, '{slot.Name}' {string.Join('x', slot.Shape)}."
            );
        }

        using var values = torch.tensor(
            GoldenFill.Tensor(entry[0].GetUInt32(), entry[3].GetString()!, shape, gain),
            shape
        );
        slot.Value.copy_(values);
    }

    // Parameters and buffers of one node follow each other, as in Torch's state.
    private static List<TensorSlot> InNodeOrder(GraphModule module)
    {
        var buffers = module.Tensors.Buffers.ToLookup(slot => NodeOf(slot.Name), StringComparer.Ordinal);
        var slots = new List<TensorSlot>();
        foreach (var node in module.Tensors.Parameters.GroupBy(slot => NodeOf(slot.Name), StringComparer.Ordinal))
        {
            slots.AddRange(node);
            slots.AddRange(buffers[node.Key]);
        }

        return slots;
    }

    private static string NodeOf(string tensor) => tensor[..tensor.LastIndexOf('.')];
}
