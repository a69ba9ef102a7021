using NasCluster.Domain.Architectures;

namespace NasCluster.Trainer.Exporting.Onnx;

/// <summary>The ONNX side of every layer type; a new one is one line here.</summary>
internal sealed class OnnxOperators(OnnxGraph graph, ModuleTensors tensors)
{
    /// <summary>Adds a node and returns the name of its result.</summary>
    /// <exception cref="ExportException">There is no such operator.</exception>
    public string Add(LayerNode node, string[] inputs, TensorShape input) =>
        node.Layer switch
        {
            Conv2d conv => Conv(node.Name, conv, inputs[0], input),
            ConvTranspose2d conv => ConvTranspose(node.Name, conv, inputs[0]),
            BatchNorm2d norm => Norm(node.Name, norm, inputs[0]),
            Linear linear => Linear(node.Name, linear, inputs[0]),
            ActivationLayer activation => Activate(node.Name, activation.Kind, inputs[0]),
            PReluLayer prelu => graph.Node(
                "PRelu",
                [inputs[0], Weight(node.Name, "weight", [prelu.Channels, 1, 1])],
                node.Name
            ),
            GlobalAveragePool => graph.Node("GlobalAveragePool", inputs, node.Name),
            AveragePool2d pool => Pool(node.Name, pool, inputs[0]),
            ConcatLayer => graph.Node("Concat", inputs, node.Name, OnnxAttribute.Of("axis", 1L)),
            ChannelShuffle shuffle => Shuffle(node.Name, shuffle.Groups, inputs[0], input),
            ChannelSlice slice => graph.Node(
                "Slice",
                [inputs[0], graph.Constant([0L]), graph.Constant([(long)slice.Count]), graph.Constant([1L])],
                node.Name
            ),
            ResizeLayer resize => Resize(node.Name, resize, inputs[0]),
            FlattenLayer => graph.Node("Flatten", inputs, node.Name, OnnxAttribute.Of("axis", 1L)),
            AddLayer => graph.Node("Add", inputs, node.Name),
            ScaleLayer => graph.Node("Mul", inputs, node.Name),
            DropoutLayer or ChannelDropoutLayer or DropPathLayer => inputs[0],
            _ => throw new ExportException(
                $"'{node.Name}': there is no ONNX operator for {node.Layer.GetType().Name}."
            ),
        };

    private string Conv(string name, Conv2d conv, string from, TensorShape input)
    {
        var rows = conv.Padding.Rows(input.Height, conv.Reach.Height, conv.Stride);
        var columns = conv.Padding.Columns(input.Width, conv.Reach.Width, conv.Stride);
        var shape = new long[]
        {
            conv.OutChannels,
            conv.InChannels / conv.Groups,
            conv.Kernel.Height,
            conv.Kernel.Width,
        };
        string[] inputs = conv.Bias
            ? [from, Weight(name, "weight", shape), Weight(name, "bias", [conv.OutChannels])]
            : [from, Weight(name, "weight", shape)];
        return graph.Node(
            "Conv",
            inputs,
            name,
            OnnxAttribute.Of("kernel_shape", conv.Kernel.Height, conv.Kernel.Width),
            OnnxAttribute.Of("strides", conv.Stride, conv.Stride),
            OnnxAttribute.Of("dilations", conv.Dilation, conv.Dilation),
            OnnxAttribute.Of("group", (long)conv.Groups),
            OnnxAttribute.Of("pads", rows.Before, columns.Before, rows.After, columns.After)
        );
    }

    private string ConvTranspose(string name, ConvTranspose2d conv, string from)
    {
        var shape = new long[] { conv.InChannels, conv.OutChannels, conv.Kernel, conv.Kernel };
        string[] inputs = conv.Bias
            ? [from, Weight(name, "weight", shape), Weight(name, "bias", [conv.OutChannels])]
            : [from, Weight(name, "weight", shape)];
        return graph.Node(
            "ConvTranspose",
            inputs,
            name,
            OnnxAttribute.Of("kernel_shape", conv.Kernel, conv.Kernel),
            OnnxAttribute.Of("strides", conv.Stride, conv.Stride)
        );
    }

    private string Norm(string name, BatchNorm2d norm, string from)
    {
        long[] shape = [norm.Channels];
        return graph.Node(
            "BatchNormalization",
            [
                from,
                Weight(name, "weight", shape),
                Weight(name, "bias", shape),
                Weight(name, "running_mean", shape),
                Weight(name, "running_var", shape),
            ],
            name,
            OnnxAttribute.Of("epsilon", (float)norm.Epsilon)
        );
    }

    private string Linear(string name, Linear linear, string from)
    {
        var flat = graph.Node("Flatten", [from], $"{name}_flat", OnnxAttribute.Of("axis", 1L));
        var weight = Weight(name, "weight", [linear.OutFeatures, linear.InFeatures]);
        string[] inputs = linear.Bias ? [flat, weight, Weight(name, "bias", [linear.OutFeatures])] : [flat, weight];
        return graph.Node("Gemm", inputs, name, OnnxAttribute.Of("transB", 1L));
    }

    private string Activate(string name, Activation kind, string from) =>
        kind switch
        {
            Activation.Relu => graph.Node("Relu", [from], name),
            Activation.Relu6 => graph.Node("Clip", [from, graph.Constant(0f), graph.Constant(6f)], name),
            Activation.HardSwish => graph.Node("HardSwish", [from], name),
            Activation.Sigmoid => graph.Node("Sigmoid", [from], name),
            Activation.HardSigmoid => graph.Node(
                "HardSigmoid",
                [from],
                name,
                OnnxAttribute.Of("alpha", 1f / 6),
                OnnxAttribute.Of("beta", 0.5f)
            ),
            Activation.Swish => graph.Node("Mul", [from, graph.Node("Sigmoid", [from], $"{name}_gate")], name),
            _ => throw new ExportException($"'{name}': there is no ONNX operator for {kind}."),
        };

    private string Pool(string name, AveragePool2d pool, string from) =>
        graph.Node(
            "AveragePool",
            [from],
            name,
            OnnxAttribute.Of("kernel_shape", pool.Kernel, pool.Kernel),
            OnnxAttribute.Of("strides", pool.Stride, pool.Stride),
            OnnxAttribute.Of("pads", pool.Padding, pool.Padding, pool.Padding, pool.Padding),
            OnnxAttribute.Of("count_include_pad", 1L)
        );

    private string Shuffle(string name, int groups, string from, TensorShape input)
    {
        var split = graph.Constant(0, groups, input.Channels / groups, input.Height, input.Width);
        var grouped = graph.Node("Reshape", [from, split], $"{name}_grouped");
        var swapped = graph.Node("Transpose", [grouped], $"{name}_swapped", OnnxAttribute.Of("perm", 0, 2, 1, 3, 4));
        return graph.Node("Reshape", [swapped, graph.Constant(0, input.Channels, input.Height, input.Width)], name);
    }

    private string Resize(string name, ResizeLayer resize, string from)
    {
        var sizes = graph.Constant(resize.Height, resize.Width);
        return resize.Mode == ResizeMode.Nearest
            ? graph.Node(
                "Resize",
                [from, "", "", sizes],
                name,
                OnnxAttribute.Of("axes", 2, 3),
                OnnxAttribute.Of("mode", "nearest"),
                OnnxAttribute.Of("coordinate_transformation_mode", "asymmetric"),
                OnnxAttribute.Of("nearest_mode", "floor")
            )
            : graph.Node(
                "Resize",
                [from, "", "", sizes],
                name,
                OnnxAttribute.Of("axes", 2, 3),
                OnnxAttribute.Of("mode", "linear"),
                OnnxAttribute.Of("coordinate_transformation_mode", "align_corners")
            );
    }

    private string Weight(string node, string role, long[] shape)
    {
        var name = $"{node}.{role}";
        return graph.Tensor(name, shape, tensors.Values(name));
    }
}
