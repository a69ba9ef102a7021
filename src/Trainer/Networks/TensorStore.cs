using NasCluster.Domain.Architectures;
using NasCluster.Domain.Search;
using TorchSharp;
using TorchSharp.Modules;

namespace NasCluster.Trainer.Networks;

/// <summary>All tensors of a network under unambiguous names, in the order of its nodes.</summary>
/// <remarks>
/// The trained ones are views into one flat tensor, and so are their gradients: an optimizer step, clipping, averaging
/// and a checkpoint are then a few operations over two tensors instead of several hundred over small ones. What decays
/// comes first.
/// </remarks>
internal sealed class TensorStore : IDisposable
{
    // 64 bytes: every view starts on a cache line, as libtorch's own allocations do.
    private const long Alignment = 16;

    private readonly Dictionary<string, TensorSlot> _names = new(StringComparer.Ordinal);
    private readonly List<TensorSlot> _parameters = [];
    private readonly List<TensorSlot> _buffers = [];
    private torch.Tensor? _flat;
    private torch.Tensor? _flatGradient;

    public IReadOnlyList<TensorSlot> Parameters => _parameters;

    public IReadOnlyList<TensorSlot> Buffers => _buffers;

    /// <summary>All parameters end to end; gaps between them hold zeros.</summary>
    public torch.Tensor Flat => _flat ?? throw new InvalidOperationException("The store is not allocated.");

    public torch.Tensor FlatGradient => _flatGradient ?? throw new InvalidOperationException("It is not allocated.");

    /// <summary>Elements at the front of <see cref="Flat"/> that weight decay applies to.</summary>
    public long DecayedElements { get; private set; }

    /// <summary>Declares a tensor; in an allocated store it finds the one of that name, for another graph over it.</summary>
    /// <exception cref="InvalidNetworkException">The name is taken, or the allocated store has no such tensor.</exception>
    public TensorSlot AddParameter(string name, long[] shape, TensorStart start) =>
        Add(_parameters, name, shape, start);

    /// <inheritdoc cref="AddParameter"/>
    public TensorSlot AddBuffer(string name, long[] shape, TensorStart start) => Add(_buffers, name, shape, start);

    /// <summary>Makes all declared tensors; the same seed gives the same values on every device.</summary>
    public void Allocate(torch.Device device, ulong seed, torch.ScalarType type = torch.ScalarType.Float32)
    {
        using var scope = torch.NewDisposeScope();
        using var noGradient = torch.no_grad();
        var (offsets, total) = Layout();
        _flat = torch.zeros(total, dtype: type, device: device).DetachFromDisposeScope();
        _flatGradient = torch.zeros(total, dtype: type, device: device).DetachFromDisposeScope();
        foreach (var slot in _parameters)
        {
            slot.Value = new Parameter(View(_flat, slot, offsets[slot]).detach()).DetachFromDisposeScope();
            slot.Value.grad = View(_flatGradient, slot, offsets[slot]);
        }

        foreach (var slot in _buffers)
        {
            slot.Value = torch.empty(slot.Shape, dtype: type, device: device).DetachFromDisposeScope();
        }

        Initialise(seed);
    }

    public void Dispose()
    {
        if (_flat is null)
        {
            return;
        }

        foreach (var slot in _parameters.Concat(_buffers))
        {
            slot.Value.Dispose();
        }

        _flat.Dispose();
        _flatGradient?.Dispose();
    }

    private TensorSlot Add(List<TensorSlot> slots, string name, long[] shape, TensorStart start)
    {
        if (_flat is not null)
        {
            return Find(name, shape);
        }

        var slot = new TensorSlot(name, shape, start);
        if (!_names.TryAdd(name, slot))
        {
            throw new InvalidNetworkException(name, "another node has this name");
        }

        slots.Add(slot);
        return slot;
    }

    private TensorSlot Find(string name, long[] shape) =>
        _names.TryGetValue(name, out var slot) && slot.Shape.SequenceEqual(shape)
            ? slot
            : throw new InvalidNetworkException(name, $"there is no tensor [{string.Join(',', shape)}] of this name");

    private (Dictionary<TensorSlot, long> Offsets, long Total) Layout()
    {
        var offsets = new Dictionary<TensorSlot, long>();
        var end = 0L;
        foreach (var slot in _parameters.OrderBy(slot => slot.Decays ? 0 : 1))
        {
            offsets[slot] = end;
            end += (slot.Elements + Alignment - 1) / Alignment * Alignment;
            DecayedElements = slot.Decays ? end : DecayedElements;
        }

        return (offsets, end);
    }

    // Kernels lie in memory as the maps they are applied to do: channels innermost.
    private static torch.Tensor View(torch.Tensor flat, TensorSlot slot, long offset) =>
        slot.Shape is [var outer, var channels, var height, var width]
            ? flat.as_strided([outer, channels, height, width], ChannelsLast.Strides(channels, height, width), offset)
            : flat.narrow(0, offset, slot.Elements).view(slot.Shape);

    private void Initialise(ulong seed)
    {
        torch.manual_seed(unchecked((long)SeededRandom.Derive(seed, "weights")));
        foreach (var slot in _parameters.Concat(_buffers))
        {
            var values =
                slot.Start.Deviation > 0
                    ? torch.randn(slot.Shape, device: torch.CPU).Scale(slot.Start.Deviation)
                    : torch.zeros(slot.Shape, device: torch.CPU).Increase(slot.Start.Value);
            slot.Value.copy_(values);
        }
    }
}
