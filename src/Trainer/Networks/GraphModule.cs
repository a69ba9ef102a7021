using NasCluster.Domain.Architectures;
using TorchSharp;
using TorchSharp.Modules;

namespace NasCluster.Trainer.Networks;

/// <summary>A network description as a Torch module. Takes N×C×H×W images, returns N×classes scores, or
/// N×classes×h×w.</summary>
/// <remarks>
/// Tensors live in the store, on the device they were made on; the module must not be moved with <c>to</c>, which would
/// tear them out of the flat tensor.
/// </remarks>
internal sealed class GraphModule : torch.nn.Module<torch.Tensor, torch.Tensor>
{
    private readonly NodeGraph _graph;
    private readonly Action<bool>? _starting;
    private readonly TensorStore _tensors;
    private readonly bool _ownsTensors;
    private readonly torch.ScalarType? _computeType;
    private bool _training = true;

    /// <exception cref="InvalidNetworkException">
    /// The network has no nodes, a layer without an operation, or other tensors than the given ones.
    /// </exception>
    public GraphModule(Network network, ModuleOptions options)
        : base(nameof(GraphModule))
    {
        if (network.Nodes.IsEmpty)
        {
            throw new InvalidNetworkException("The network has no layers.");
        }

        _tensors = options.Tensors ?? new();
        _ownsTensors = options.Tensors is null;
        _graph = new(network, _tensors, options);
        _starting = options.Starting;
        if (_ownsTensors)
        {
            _tensors.Allocate(options.Device, options.Seed, options.Type);
        }

        _computeType = options.ComputeType;
        Input = network.Input;
        Device = options.Device;
    }

    public TensorShape Input { get; }

    public torch.Device Device { get; }

    /// <summary>What convolutions and linear layers are computed in; null: in the tensors' type.</summary>
    public torch.ScalarType? ComputeType => _computeType;

    public TensorStore Tensors => _tensors;

    public override bool training => _training;

    public override torch.Tensor forward(torch.Tensor input)
    {
        _starting?.Invoke(_training);
        using var map = ChannelsLast.Of(input);
        return Scores(_graph.Run(map, second: null, _training));
    }

    /// <summary>The same, watched layer by layer.</summary>
    /// <param name="input">Images.</param>
    /// <param name="done">Called with the place of each node of the description after its operation has returned.</param>
    public torch.Tensor Watch(torch.Tensor input, Action<int> done)
    {
        using var map = ChannelsLast.Of(input);
        return Scores(_graph.Run(map, second: null, _training, done));
    }

    /// <summary>The same with the network's second input.</summary>
    public torch.Tensor forward(torch.Tensor input, torch.Tensor second)
    {
        using var map = ChannelsLast.Of(input);
        using var image = ChannelsLast.Of(second);
        return Scores(_graph.Run(map, image, _training));
    }

    /// <summary>The scores, and the auxiliary ones where the network has such.</summary>
    public (torch.Tensor Scores, torch.Tensor? Auxiliary) ForwardBoth(torch.Tensor input)
    {
        using var map = ChannelsLast.Of(input);
        var (scores, auxiliary) = _graph.RunBoth(map, _training);
        return (Scores(scores), auxiliary is null ? null : Scores(auxiliary));
    }

    // A loss of scores with few bits would lose what the scores still have.
    private torch.Tensor Scores(torch.Tensor scores)
    {
        if (_computeType is null)
        {
            return scores;
        }

        using (scores)
        {
            return Casting.Of(scores, torch.ScalarType.Float32);
        }
    }

    public override void train(bool train = true) => _training = train;

    public override IEnumerable<(string name, Parameter parameter)> named_parameters(bool recurse = true) =>
        Own(_tensors.Parameters).Select(slot => (slot.Name, (Parameter)slot.Value));

    public override IEnumerable<(string name, torch.Tensor buffer)> named_buffers(
        bool recurse = true,
        bool include_nonpersistent = true
    ) => Own(_tensors.Buffers).Select(slot => (slot.Name, slot.Value));

    protected override void Dispose(bool disposing)
    {
        if (disposing && _ownsTensors)
        {
            _tensors.Dispose();
        }

        base.Dispose(disposing);
    }

    // The base class disposes of what it finds among these.
    private IReadOnlyList<TensorSlot> Own(IReadOnlyList<TensorSlot> slots) => _ownsTensors ? slots : [];
}
