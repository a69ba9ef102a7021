namespace NasCluster.Domain.Architectures;

/// <summary>A kind of block of FBNet V2: kernel, squeeze-and-excitation ("_se") and activation ("_hs": hard-swish).</summary>
internal sealed record MaskedBlock(int Kernel, bool Squeeze, Activation Activation)
{
    public const string Skip = "skip";

    /// <summary>Squeeze-and-excitation is a quarter of the mid width.</summary>
    public static int Squeezed(int mid) => Widths.Divisible((int)(mid * 0.25), 8);

    /// <summary>Mid width of a block.</summary>
    public static int Mid(int channels, double expansion) => Widths.Divisible(channels * expansion, 8);

    /// <param name="name">Such as "k3", "k5_se" or "k5_se_hs".</param>
    /// <exception cref="InvalidOperationException">It is none of these.</exception>
    public static MaskedBlock Parse(string name)
    {
        var parts = name.Split('_');
        var rest = string.Join('_', parts[1..]);
        return parts[0] is "k3" or "k5" && rest is "" or "se" or "hs" or "se_hs"
            ? new(
                parts[0] == "k3" ? 3 : 5,
                rest.StartsWith("se", StringComparison.Ordinal),
                rest.EndsWith("hs", StringComparison.Ordinal) ? Activation.HardSwish : Activation.Relu
            )
            : throw new InvalidOperationException(
                $"'{name}' is not a block; allowed are k3 and k5, each alone or with _se, _hs or _se_hs, and skip."
            );
    }
}
