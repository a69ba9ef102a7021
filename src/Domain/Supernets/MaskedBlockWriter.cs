using NasCluster.Domain.Architectures;

namespace NasCluster.Domain.Supernets;

/// <summary>One layer's block with masks on its mid and output channels, and what it costs.</summary>
/// <param name="place">Where it stands.</param>
/// <param name="width">Input width.</param>
/// <param name="mid">Mid width.</param>
/// <param name="output">Output width.</param>
/// <param name="costs">Takes the terms.</param>
internal sealed class MaskedBlockWriter(
    MaskedPlace place,
    ChoiceSize width,
    ChoiceSize mid,
    ChoiceSize output,
    MaskedCosts costs
)
{
    public int AppendTo(BlockWriter block, int from, string option)
    {
        if (option == MaskedBlock.Skip)
        {
            return from;
        }

        var kind = MaskedBlock.Parse(option);
        var widest = mid.Largest;
        var x = block.Child("pw").Conv("conv", from, new(widest));
        x = block.Act(kind.Activation, block.Child("pw").Norm("bn", x));
        x = block.Child("dw").Conv("conv", x, new(widest, kind.Kernel, place.Stride, Groups: widest));
        x = block.Act(kind.Activation, block.Child("dw").Norm("bn", x));
        x = kind.Squeeze ? Squeeze(block.Child("se"), x, kind.Activation) : x;
        x = Masked(block, "pwl.conv", Conv2d.From(new(output.Largest), widest), mid, x);
        x = Norm(block, x);
        return place.IsFirst ? x : block.Residual(x, from, dropPath: 0);
    }

    /// <summary>Adds the costs of an option.</summary>
    /// <param name="option">The option.</param>
    /// <param name="before">Side of the input.</param>
    /// <param name="after">Side of the output.</param>
    public void AddCosts(string option, ChoiceSize before, ChoiceSize after)
    {
        if (option == MaskedBlock.Skip)
        {
            return;
        }

        var kind = MaskedBlock.Parse(option);
        costs.Conv(1, before, width, mid);
        costs.PerChannel(2, mid);
        costs.Conv(kind.Kernel * kind.Kernel, after, mid);
        costs.PerChannel(2, mid);
        if (kind.Squeeze)
        {
            var reduced = mid.Select(MaskedBlock.Squeezed);
            costs.Conv(1, ChoiceSize.Fixed(1), mid, reduced);
            costs.PerChannel(1, reduced);
            costs.Conv(1, ChoiceSize.Fixed(1), reduced, mid);
            costs.PerChannel(1, mid);
        }

        costs.Conv(1, after, mid, output);
        costs.PerChannel(2, output);
    }

    private int Squeeze(BlockWriter block, int from, Activation activation)
    {
        var reduced = mid.Select(MaskedBlock.Squeezed);
        var x = block.Free(new GlobalAveragePool(), from);
        x = Masked(block, "reduce", Conv2d.From(new(reduced.Largest), mid.Largest, bias: true), mid, x);
        x = block.Act(activation, x);
        x = Masked(block, "expand", Conv2d.From(new(mid.Largest), reduced.Largest, bias: true), reduced, x);
        x = block.Act(Activation.HardSigmoid, x);
        return block.Free(new ScaleLayer(), from, x);
    }

    private static int Masked(BlockWriter block, string name, Conv2d conv, ChoiceSize mask, int from) =>
        block.Network.Add(block.Path.In(name), mask.IsFixed ? conv : new MaskedConv2d(conv, mask), from);

    private int Norm(BlockWriter block, int from)
    {
        var norm = new BatchNorm2d(output.Largest, block.Style.Epsilon, block.Style.Momentum);
        return block.Network.Add(block.Path.In("pwl.bn"), output.IsFixed ? norm : new MaskedNorm(norm, output), from);
    }
}
