using System.Collections.Immutable;
using NasCluster.Domain.Architectures;
using NasCluster.Trainer.Networks.Fused;
using TorchSharp;

namespace NasCluster.Trainer.Networks;

/// <summary>The nodes of a description as operations in order; its tensors lie in a store that several graphs may share.</summary>
internal sealed class NodeGraph
{
    private const int InputPlaces = 2;

    private readonly GraphNode[] _nodes;
    private readonly bool[] _live;
    private readonly int? _auxiliary;
    private readonly Dictionary<int, int> _fused;

    /// <param name="network">The description; one without nodes gives its input back.</param>
    /// <param name="tensors">Where the nodes declare their tensors.</param>
    /// <param name="options">Silent branches, and operations beyond the catalogue's.</param>
    /// <exception cref="InvalidNetworkException">A layer without an operation.</exception>
    public NodeGraph(Network network, TensorStore tensors, ModuleOptions options)
    {
        _auxiliary = network.Auxiliary is { } node ? PlaceOf(node) : null;
        _live = network.Live();
        _fused = options is { Fuse: true, Wrap: null } ? FusedNorms.Of(network, _live) : [];
        _nodes = Read(network, tensors, options);
    }

    /// <summary>The output of a map in channels-last order; a new tensor object, never the input.</summary>
    /// <param name="input">The map.</param>
    /// <param name="second">The network's second input, where it has one.</param>
    /// <param name="training">Whether it is a pass of training.</param>
    /// <param name="done">Called with the place of each node after it has run; null: nobody looks.</param>
    public torch.Tensor Run(torch.Tensor input, torch.Tensor? second, bool training, Action<int>? done = null)
    {
        var results = RunAll(input, second, training, done);
        if (_auxiliary is { } place)
        {
            results[place]!.Dispose();
        }

        return results[^1]!;
    }

    /// <summary>The output, and the auxiliary scores where the network has such.</summary>
    public (torch.Tensor Scores, torch.Tensor? Auxiliary) RunBoth(torch.Tensor input, bool training)
    {
        var results = RunAll(input, second: null, training);
        return (results[^1]!, _auxiliary is { } place ? results[place] : null);
    }

    // Nothing that is needed afterwards is let go of on the way: the output and the auxiliary scores.
    private torch.Tensor?[] RunAll(torch.Tensor input, torch.Tensor? second, bool training, Action<int>? done = null)
    {
        var results = new torch.Tensor?[_nodes.Length + InputPlaces];
        results[PlaceOf(Network.SecondInputIndex)] = second?.alias();
        results[PlaceOf(Network.InputIndex)] = input.alias();
        for (var i = 0; i < _nodes.Length; i++)
        {
            if (_live[i])
            {
                _nodes[i].Apply(results, PlaceOf(i), training);
                done?.Invoke(i);
            }
        }

        return results;
    }

    private GraphNode[] Read(Network network, TensorStore tensors, ModuleOptions options)
    {
        var silent = options.SilentBranches ? ResidualBranches.LastNorms(network) : [];
        var inPlace = options is { Wrap: null } ? FusedNorms.InPlace(network, _live) : [];
        var operations = new Operation[network.Nodes.Length];
        for (var i = 0; i < operations.Length; i++)
        {
            operations[i] = _fused.TryGetValue(i, out var norm)
                ? operations[norm]
                : OperationOf(
                    network.Nodes[i],
                    tensors,
                    options,
                    new(
                        silent.Contains(i),
                        options.Fuse,
                        ActivationOf(network, i),
                        inPlace.Contains(i),
                        options.ComputeType
                    )
                );
        }

        // A fused activation reads what its normalisation would; that one need not run.
        var inputs = network.Nodes.Select((node, i) => network.Nodes[_fused.GetValueOrDefault(i, i)].Inputs).ToList();
        foreach (var norm in _fused.Values)
        {
            _live[norm] = false;
        }

        var finished = LastUses(inputs, network.Auxiliary, _live);
        return
        [
            .. operations.Select(
                (operation, i) => new GraphNode(operation, [.. inputs[i].Select(PlaceOf)], finished[i])
            ),
        ];
    }

    private Activation? ActivationOf(Network network, int norm)
    {
        foreach (var (reader, read) in _fused)
        {
            if (read == norm)
            {
                return ((ActivationLayer)network.Nodes[reader].Layer).Kind;
            }
        }

        return null;
    }

    private static Operation OperationOf(
        LayerNode node,
        TensorStore tensors,
        ModuleOptions options,
        OperationStyle style
    )
    {
        var operation = options.Operations?.Invoke(node, tensors) ?? OperationCatalog.Create(node, tensors, style);
        return options.Wrap?.Invoke(node, operation) ?? operation;
    }

    private static int[][] LastUses(List<ImmutableArray<int>> inputs, int? auxiliary, bool[] live)
    {
        var finished = new int[inputs.Count][];
        var needed = new HashSet<int> { PlaceOf(finished.Length - 1) };
        if (auxiliary is { } scores)
        {
            needed.Add(PlaceOf(scores));
        }

        for (var i = finished.Length - 1; i >= 0; i--)
        {
            finished[i] = live[i] ? [.. inputs[i].Select(PlaceOf).Where(needed.Add)] : [];
        }

        return finished;
    }

    private static int PlaceOf(int node) => node - Network.SecondInputIndex;
}
