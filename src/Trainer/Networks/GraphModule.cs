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
    private const int InputPlaces = 2;

    private readonly GraphNode[] _nodes;
    private readonly bool[] _live;
    private readonly int? _auxiliary;
    private readonly TensorStore _tensors;
    private readonly bool _ownsTensors;
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
        _auxiliary = network.Auxiliary is { } node ? PlaceOf(node) : null;
        _live = network.Live();
        _nodes = Read(network, options);
        if (_ownsTensors)
        {
            _tensors.Allocate(options.Device, options.Seed, options.Type);
        }

        Input = network.Input;
        Device = options.Device;
    }

    public TensorShape Input { get; }

    public torch.Device Device { get; }

    public TensorStore Tensors => _tensors;

    public override bool training => _training;

    public override torch.Tensor forward(torch.Tensor input) => Run(input, second: null);

    /// <summary>The same with the network's second input.</summary>
    public torch.Tensor forward(torch.Tensor input, torch.Tensor second) => Run(input, second);

    /// <summary>The scores, and the auxiliary ones where the network has such.</summary>
    public (torch.Tensor Scores, torch.Tensor? Auxiliary) ForwardBoth(torch.Tensor input)
    {
        var results = RunAll(input, second: null);
        return (results[^1]!, _auxiliary is { } place ? results[place] : null);
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

    private torch.Tensor Run(torch.Tensor input, torch.Tensor? second)
    {
        var results = RunAll(input, second);
        if (_auxiliary is { } place)
        {
            results[place]!.Dispose();
        }

        return results[^1]!;
    }

    // Nothing that is needed afterwards is let go of on the way: the output and the auxiliary scores.
    private torch.Tensor?[] RunAll(torch.Tensor input, torch.Tensor? second)
    {
        var results = new torch.Tensor?[_nodes.Length + InputPlaces];
        results[PlaceOf(Network.InputIndex)] = ChannelsLast.Of(input);
        results[PlaceOf(Network.SecondInputIndex)] = second is null ? null : ChannelsLast.Of(second);
        for (var i = 0; i < _nodes.Length; i++)
        {
            if (_live[i])
            {
                _nodes[i].Apply(results, PlaceOf(i), _training);
            }
        }

        return results;
    }

    private GraphNode[] Read(Network network, ModuleOptions options)
    {
        var silent = options.SilentBranches ? ResidualBranches.LastNorms(network) : [];
        var finished = LastUses(network, _live);
        return
        [
            .. network.Nodes.Select(
                (node, i) =>
                    new GraphNode(
                        Wrapped(node, OperationCatalog.Create(node, _tensors, silent.Contains(i)), options),
                        [.. node.Inputs.Select(PlaceOf)],
                        finished[i]
                    )
            ),
        ];
    }

    private static Operation Wrapped(LayerNode node, Operation operation, ModuleOptions options) =>
        options.Wrap?.Invoke(node, operation) ?? operation;

    private static int[][] LastUses(Network network, bool[] live)
    {
        var finished = new int[network.Nodes.Length][];
        var needed = new HashSet<int> { PlaceOf(finished.Length - 1) };
        if (network.Auxiliary is { } auxiliary)
        {
            needed.Add(PlaceOf(auxiliary));
        }

        for (var i = finished.Length - 1; i >= 0; i--)
        {
            finished[i] = live[i] ? [.. network.Nodes[i].Inputs.Select(PlaceOf).Where(needed.Add)] : [];
        }

        return finished;
    }

    private static int PlaceOf(int node) => node - Network.SecondInputIndex;
}
