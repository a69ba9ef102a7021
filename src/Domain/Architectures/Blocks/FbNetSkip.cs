namespace NasCluster.Domain.Architectures;

/// <summary>FBNet's skip: nothing where the shape stays, else 1×1 convolution, normalisation and ReLU.</summary>
/// <param name="OutChannels">Output channels.</param>
/// <param name="Stride">Stride.</param>
/// <param name="Bias">The convolution has a bias (the authors' later code for V1).</param>
public sealed record FbNetSkip(int OutChannels, int Stride = 1, bool Bias = false)
{
    public int AppendTo(BlockWriter block, int from)
    {
        if (Stride == 1 && block.ChannelsOf(from) == OutChannels)
        {
            return from;
        }

        var part = block.Child("conv");
        var x = part.Conv("conv", from, new(OutChannels, 1, Stride), Bias);
        return block.Act(Activation.Relu, part.Norm("bn", x));
    }
}
