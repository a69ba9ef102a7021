using NasCluster.Domain.Architectures;

namespace NasCluster.Domain.Zoo;

/// <summary>ESPNet's decoder: transposed convolutions from 1/8 to full size, joined with the encoder's maps.</summary>
/// <param name="Classes">Classes.</param>
/// <param name="JoinsImage">The training code joins the 19-channel map at 1/2; the published weights the 16 channels of the stem.</param>
internal sealed record EspNetDecoder(int Classes, bool JoinsImage)
{
    /// <summary>Channels on the way to the scores; the release has as many as classes.</summary>
    public int Width { get; init; } = Classes;

    public void AppendTo(BlockWriter block, EspNetMaps maps)
    {
        var lateral = block.Child("level3_C").Conv("conv", maps.Quarter, new(Width));
        var x = Up(block, "up_l3.0", block.Norm("br", maps.Scores), Width);
        x = EspNetEncoder.Join(block.Child("combine_l2_l3.0"), lateral, x);
        x = new EspModule { OutChannels = Width, Residual = false }.AppendTo(block.Child("combine_l2_l3.1"), x);
        x = Up(block, "up_l2.0", x, Width);
        var part = block.Child("up_l2.1");
        x = part.PRelu("act", part.Norm("bn", x));
        x = block.Free(new ConcatLayer(), x, JoinsImage ? maps.StemAndImage : maps.Stem);
        x = EspNetEncoder.ConvNormAct(block.Child("conv"), x, new(Width, 3));
        Up(block, "classifier", x, Classes);
    }

    private static int Up(BlockWriter block, string name, int from, int channels) =>
        block.Network.Add(name, new ConvTranspose2d(block.ChannelsOf(from), channels, 2, 2), from);
}
