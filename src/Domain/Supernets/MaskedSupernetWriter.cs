using System.Collections.Immutable;
using NasCluster.Domain.Architectures;
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
        Stride(macro.StemStride);
        _costs.Conv(9, _side, ChoiceSize.Fixed(_target.Channels), ChoiceSize.Fixed(macro.Stem));
        _costs.PerChannel(2, ChoiceSize.Fixed(macro.Stem));
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
        _costs.Conv(1, _side, width, ChoiceSize.Fixed(head));
        _costs.PerChannel(2, ChoiceSize.Fixed(head));
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
            block.AddCosts(options[i].AsText(), before, _side);
        }

        _costs.Gate = null;
        return x;

        Network Branch(string option, BlockWriter part, int from)
        {
            var branch = new NetworkBuilder(part.Network.ShapeOf(from));
            block.AppendTo(new(branch, part.Path.In(option), part.Style), Network.InputIndex, option);
            return branch.Build();
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
