using System.Text.Json;
using NasCluster.Domain.Architectures;
using NasCluster.Domain.Zoo;

namespace NasCluster.Trainer.Golden;

/// <summary>Builds the network of a reference block from its configuration.</summary>
internal static class GoldenBlocks
{
    /// <exception cref="InvalidDataException">The block or a part of its configuration is unknown.</exception>
    public static Network Build(string block, JsonElement config, TensorShape[] inputs)
    {
        var builder = new NetworkBuilder(inputs[0], inputs.Length > 1 ? inputs[1] : null);
        var same = Text(config, "padding").StartsWith("TensorFlow", StringComparison.OrdinalIgnoreCase);
        var writer = new BlockWriter(builder, "", new(Number(config, "bn_eps", 1e-5), SamePadding: same));
        var x = Network.InputIndex;
        _ = block switch
        {
            "mbconv" or "mbconv_se" or "mbconv_se_tfsame" => MbConvOf(config, fused: false).AppendTo(writer, x),
            "fused_mbconv" or "fused_mbconv_se" => MbConvOf(config, fused: true).AppendTo(writer, x),
            "fbnetv1_block" => FbNetV1Block(config, writer),
            "fbnetv1_block_mobilecv" or "fbnetv2_block" or "fbnetv3_block" => MobileVision(config, writer),
            "ghost_module" => Ghost(config).AppendTo(writer, x),
            "ghost_bottleneck" or "ghostv2_bottleneck" => Bottleneck(config).AppendTo(writer, x),
            "esp_module" => Esp(config, strided: false).AppendTo(writer, x),
            "esp_downsampler" => Esp(config, strided: true).AppendTo(writer, x),
            "eesp" => Eesp(config).AppendTo(writer, x),
            "strided_eesp" => Strided(config).AppendTo(writer, x, inputs.Length > 1 ? Network.SecondInputIndex : null),
            _ => throw new InvalidDataException($"'{block}' is no block this program knows."),
        };
        return builder.Build();
    }

    private static MbConv MbConvOf(JsonElement config, bool fused) =>
        new()
        {
            OutChannels = Whole(config, "out_ch"),
            Kernel = Whole(config, "kernel"),
            Stride = Whole(config, "stride", 1),
            Expansion = Number(config, "expand", 1),
            Fused = fused,
            Squeezed = Whole(config, "se_reduced", 0),
            Activation = ActivationOf(Text(config, "act")),
            Gate = GateOf(Text(config, "se_gate")),
        };

    private static int FbNetV1Block(JsonElement config, BlockWriter writer) =>
        FbNetForm.AppendPaper(
            writer,
            Network.InputIndex,
            Text(config, "block"),
            Whole(config, "out_ch"),
            Whole(config, "stride", 1)
        );

    private static int MobileVision(JsonElement config, BlockWriter writer)
    {
        var parts = Text(config, "op").Split('_');
        var channels = Whole(config, "out_ch");
        var stride = Whole(config, "stride", 1);
        var bias = config.TryGetProperty("bias", out var flag) && flag.GetBoolean();
        var act = parts.Contains("hs") ? Activation.HardSwish : Activation.Relu;
        var expansion = Number(config, "expansion", 1);
        if (parts[0] == "skip")
        {
            return new FbNetSkip(channels, stride, bias).AppendTo(writer, Network.InputIndex);
        }

        if (parts.Contains("pool"))
        {
            return new FbNetPool(channels, expansion, act).AppendTo(writer, Network.InputIndex);
        }

        return new FbNetBlock
        {
            OutChannels = channels,
            Kernel = parts[1][1] - '0',
            Stride = stride,
            Expansion = expansion,
            Groups = parts.Contains("g2") ? 2 : 1,
            Gate =
                parts.Contains("sehsig") ? Activation.HardSigmoid
                : parts.Contains("se") ? Activation.Sigmoid
                : null,
            LessSqueeze = config.TryGetProperty("less_se_channels", out var less) && less.GetBoolean(),
            Activation = act,
            Bias = bias,
            DepthwisePadding = PaddingOf(config),
        }.AppendTo(writer, Network.InputIndex);
    }

    private static int? PaddingOf(JsonElement config)
    {
        if (!config.TryGetProperty("dw_args", out var args) || !args.TryGetProperty("padding", out var padding))
        {
            return null;
        }

        return padding.ValueKind == JsonValueKind.Array ? padding[0].GetInt32() : padding.GetInt32();
    }

    private static GhostModule Ghost(JsonElement config) =>
        new()
        {
            OutChannels = Whole(config, "out_ch"),
            Kernel = Whole(config, "kernel", 1),
            Ratio = Whole(config, "ratio", 2),
            CheapKernel = Whole(config, "dw_kernel", 3),
            Stride = Whole(config, "stride", 1),
            Relu = !config.TryGetProperty("relu", out var relu) || relu.GetBoolean(),
        };

    private static GhostBottleneck Bottleneck(JsonElement config) =>
        new()
        {
            MidChannels = Whole(config, "mid_ch"),
            OutChannels = Whole(config, "out_ch"),
            Kernel = Whole(config, "dw_kernel", 3),
            Stride = Whole(config, "stride", 1),
            SqueezeRatio = Number(config, "se_ratio", 0),
            Attention = config.TryGetProperty("dfc", out var dfc) && dfc.GetBoolean(),
        };

    private static EspModule Esp(JsonElement config, bool strided) =>
        new()
        {
            OutChannels = Whole(config, "out_ch"),
            Strided = strided,
            Residual = !config.TryGetProperty("residual", out var adds) || adds.GetBoolean(),
        };

    private static EespUnit Eesp(JsonElement config) =>
        new()
        {
            OutChannels = Whole(config, "out_ch"),
            Branches = Whole(config, "K", 4),
            ReceptiveLimit = Whole(config, "r_lim", 9),
            Strided = Whole(config, "stride", 1) == 2,
        };

    private static StridedEesp Strided(JsonElement config) =>
        new()
        {
            OutChannels = Whole(config, "out_ch"),
            Branches = Whole(config, "K", 4),
            ReceptiveLimit = Whole(config, "r_lim", 9),
        };

    private static Activation ActivationOf(string name) =>
        name switch
        {
            "" or "silu" or "swish" => Activation.Swish,
            "relu" => Activation.Relu,
            "relu6" => Activation.Relu6,
            "hswish" or "hard_swish" or "hardswish" => Activation.HardSwish,
            _ => throw new InvalidDataException($"'{name}' is no activation this program knows."),
        };

    private static Activation GateOf(string name) =>
        name.StartsWith("hard", StringComparison.Ordinal) ? Activation.HardSigmoid : Activation.Sigmoid;

    private static string Text(JsonElement config, string name) =>
        config.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";

    private static double Number(JsonElement config, string name, double otherwise) =>
        config.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number
            ? value.GetDouble()
            : otherwise;

    private static int Whole(JsonElement config, string name, int? otherwise = null) =>
        config.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number
            ? value.GetInt32()
            : otherwise ?? throw new InvalidDataException($"The configuration has no '{name}'.");
}
