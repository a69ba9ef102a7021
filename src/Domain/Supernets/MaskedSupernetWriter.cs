using System.Collections.Immutable;
using NasCluster.Domain.Architectures;
using NasCluster.Domain.Latency;
using NasCluster.Domain.SearchSpaces;

namespace NasCluster.Domain.Supernets;

/// <summary>Writes FBNet V2's supernet part by part; where resolutions are open, every part is wrapped for them.</summary>
internal sealed class MaskedSupernetWriter
{
    public const string Resolution = "resolution";

    private readonly SupernetSpec _spec;
    private readonly ParameterSet _architecture;
    private readonly NetworkTarget _target;
    private readonly MaskedCosts _costs;
    private readonly NetworkBuilder _network;
    private readonly List<TimedBlock> _blocks = [];
    private ChoiceSize _side;

    public MaskedSupernetWriter(SupernetSpec spec, ParameterSet architecture, NetworkTarget target, MaskedCosts costs)
    {
        _spec = spec;
        _architecture = architecture;
        _target = target;
        _costs = costs;
        _side =
            architecture.Contains(Resolution) || IndexOf(Resolution) is not null
                ? SizeOf(Resolution)
                : ChoiceSize.Fixed(target.Resolution);
        _network = new(new(target.Channels, _side.Largest, _side.Largest));
    }

    /// <summary>What was written, as a latency table knows it.</summary>
    public ImmutableArray<TimedBlock> Blocks => [.. _blocks];

    public Network Write()
    {
        var macro = MaskedMacro.Get(_architecture.Text("macro"));
        var width = ChoiceSize.Fixed(macro.Stem);
        var x = Stem(macro);
        foreach (var place in macro.Places())
        {
            var output = SizeOf($"stage{place.Stage}.width");
            x = Layer(x, place, width, output);
            width = output;
        }

        x = Head(x, width, macro.Head);
        _network.Add("classifier", new Linear(macro.Head, _target.Classes), x);
        var classifier = new NetworkBuilder(_network.ShapeOf(x));
        classifier.Add("classifier", new Linear(macro.Head, _target.Classes), Network.InputIndex);
        _blocks.Add(TimedBlock.Fixed(new("", classifier.Build())));
        _costs.Conv(1, ChoiceSize.Fixed(1), ChoiceSize.Fixed(macro.Head), ChoiceSize.Fixed(_target.Classes));
        _costs.PerChannel(1, ChoiceSize.Fixed(_target.Classes));
        return _network.Build();
    }

    private int Stem(MaskedMacro macro)
    {
        var spec = new ConvSpec(macro.Stem, 3, macro.StemStride);
        var x = Part(
            "stem",
            Network.InputIndex,
            (part, from) => part.Network.ConvNormAct(part.Path, from, spec, Activation.HardSwish)
        );
        var (before, count) = (_side, _costs.Count);
        Stride(macro.StemStride);
        _costs.Conv(9, _side, ChoiceSize.Fixed(_target.Channels), ChoiceSize.Fixed(macro.Stem));
        _costs.PerChannel(2, ChoiceSize.Fixed(macro.Stem));
        var width = ChoiceSize.Fixed(_target.Channels);
        AddBlock(
            count,
            Ends(
                width,
                before,
                (part, _) => part.Network.ConvNormAct("stem", Network.InputIndex, spec, Activation.HardSwish)
            )
        );
        return x;
    }

    private int Head(int x, ChoiceSize width, int head)
    {
        x = Part(
            "head",
            x,
            (part, from) =>
                part.Free(
                    new GlobalAveragePool(),
                    part.Network.ConvNormAct(part.Path, from, new(head), Activation.HardSwish)
                )
        );
        var count = _costs.Count;
        _costs.Conv(1, _side, width, ChoiceSize.Fixed(head));
        _costs.PerChannel(2, ChoiceSize.Fixed(head));
        AddBlock(
            count,
            Ends(
                width,
                _side,
                (part, _) =>
                    part.Free(
                        new GlobalAveragePool(),
                        part.Network.ConvNormAct("head", Network.InputIndex, new(head), Activation.HardSwish)
                    )
            )
        );
        return x;
    }

    private int Layer(int x, MaskedPlace place, ChoiceSize width, ChoiceSize output)
    {
        var name = $"layer{place.Number}.block";
        var before = _side;
        var choice = IndexOf(name);
        var options = choice is { } index ? _spec.Choices[index].Options : [_architecture[name]];
        if (place.IsFirst && options.Contains(MaskedBlock.Skip))
        {
            throw new InvalidOperationException($"{name} has 'skip': the first layer of a stage changes the shape.");
        }

        var expansion = (
            Index: IndexOf($"layer{place.Number}.expansion"),
            Values: ValuesOf($"layer{place.Number}.expansion")
        );
        var mid = new ChoiceSize(
            width.First,
            expansion.Index,
            [.. width.Sizes.SelectMany(size => expansion.Values.Select(e => MaskedBlock.Mid(size, e.AsNumber())))]
        );
        var block = new MaskedBlockWriter(place, width, mid, output, _costs);
        x = Part(
            $"layer{place.Number}",
            x,
            (part, from) =>
                choice is { } mix
                    ? part.Network.Add(
                        part.Path,
                        new MixLayer(mix, [.. options.Select(option => Branch(option.AsText(), part, from))]),
                        from
                    )
                    : block.AppendTo(part, from, options[0].AsText())
        );
        Stride(place.Stride);
        for (var i = 0; i < options.Length; i++)
        {
            _costs.Gate = choice is { } gate ? (gate, i) : null;
            var (option, count) = (options[i].AsText(), _costs.Count);
            block.AddCosts(option, before, _side);
            if (option != MaskedBlock.Skip)
            {
                AddBlock(
                    count,
                    Ends(width, before, (part, end) => OfOneSize(end).AppendTo(part, Network.InputIndex, option))
                );
            }
        }

        _costs.Gate = null;
        return x;

        MaskedBlockWriter OfOneSize(Func<ChoiceSize, ChoiceSize> end) =>
            new(place, end(width), end(mid), end(output), new());

        Network Branch(string option, BlockWriter part, int from)
        {
            var branch = new NetworkBuilder(part.Network.ShapeOf(from));
            block.AppendTo(new(branch, part.Path.In(option), part.Style), Network.InputIndex, option);
            return branch.Build();
        }
    }

    private void AddBlock(int count, (NetworkBlock Smallest, NetworkBlock Largest) ends)
    {
        var isOpen = ends.Smallest.Key != ends.Largest.Key;
        _blocks.Add(
            new(
                _costs.Gate?.Choice,
                _costs.Gate?.Option ?? 0,
                ends.Smallest,
                ends.Largest,
                isOpen ? _costs.MacsSince(count) : []
            )
        );
    }

    // A part by itself, with the smallest and with the largest of all sizes.
    private static (NetworkBlock Smallest, NetworkBlock Largest) Ends(
        ChoiceSize width,
        ChoiceSize side,
        Action<BlockWriter, Func<ChoiceSize, ChoiceSize>> write
    )
    {
        return (At(size => ChoiceSize.Fixed(size.Sizes.Min())), At(size => ChoiceSize.Fixed(size.Largest)));

        NetworkBlock At(Func<ChoiceSize, ChoiceSize> end)
        {
            var (channels, length) = (end(width).Largest, end(side).Largest);
            var part = new NetworkBuilder(new(channels, length, length));
            write(new(part, "part", new()), end);
            return new("", part.Build());
        }
    }

    private int Part(string name, int from, Func<BlockWriter, int, int> write)
    {
        if (_side.First is not { } choice)
        {
            return write(new(_network, name, new()), from);
        }

        var body = new NetworkBuilder(_network.ShapeOf(from));
        write(new(body, name, new()), Network.InputIndex);
        return _network.Add(name, new ResolutionLayer(choice, _side.Sizes, body.Build()), from);
    }

    // Odd kernels with half of them as padding.
    private void Stride(int stride) => _side = _side.Select(side => (side - 1) / stride + 1);

    private int? IndexOf(string name) =>
        _spec.Choices.FirstOrDefault(choice => choice.Name == name) is { } found ? _spec.Choices.IndexOf(found) : null;

    private ImmutableArray<ParameterValue> ValuesOf(string name) =>
        IndexOf(name) is { } index ? _spec.Choices[index].Options : [_architecture[name]];

    private ChoiceSize SizeOf(string name) =>
        new(IndexOf(name), null, [.. ValuesOf(name).Select(value => (int)value.AsNumber())]);
}
