using NasCluster.Trainer.Networks;
using TorchSharp;

namespace NasCluster.Trainer.Exporting;

/// <summary>Values of a module's tensors by name, in row-major order on the host.</summary>
internal sealed class ModuleTensors(GraphModule module)
{
    private readonly Dictionary<string, TensorSlot> _slots = module
        .Tensors.Parameters.Concat(module.Tensors.Buffers)
        .ToDictionary(slot => slot.Name, StringComparer.Ordinal);

    public IEnumerable<TensorSlot> Slots => _slots.Values;

    public float[] Values(string name)
    {
        using var scope = torch.NewDisposeScope();
        using var noGradient = torch.no_grad();
        var slot = _slots[name];
        // A fresh tensor: kernels lie in memory with the channels innermost, and contiguous() may leave them so.
        return torch.empty(slot.Shape).copy_(slot.Value).data<float>().ToArray();
    }
}
