using NasCluster.Domain.Architectures;
using NasCluster.Trainer.Networks;

namespace NasCluster.Trainer.Exporting.Onnx;

/// <summary>Writes a network with its weights as ONNX: input "image" N×C×H×W, output "output", dynamic batch.</summary>
internal static class OnnxWriter
{
    public const string InputName = "image";
    public const string OutputName = "output";

    /// <summary>The network's second input, where there is one.</summary>
    public const string SecondInputName = "image2";

    private const int IrVersion = 10;
    private const int Opset = 21;

    public static void Write(Network network, GraphModule module, Stream file)
    {
        using var graph = new OnnxGraph();
        var shapes = network.Shapes();
        var live = network.Live();
        var operators = new OnnxOperators(graph, new ModuleTensors(module));
        var results = new string[shapes.Length];
        for (var i = 0; i < results.Length; i++)
        {
            if (live[i])
            {
                var inputs = network.Nodes[i].Inputs.Select(x => x >= 0 ? results[x] : NameOf(x)).ToArray();
                results[i] = operators.Add(network.Nodes[i], inputs, network.InputOf(i, shapes));
            }
        }

        graph.Node("Identity", [results[^1]], OutputName);
        using var model = Model(network, shapes[^1], graph);
        file.Write(model.Bytes());
    }

    private static OnnxMessage Model(Network network, TensorShape output, OnnxGraph graph)
    {
        long[] shape = IsVector(network) ? [output.Channels] : [output.Channels, output.Height, output.Width];
        OnnxMessage[] inputs = network.SecondInput is { } second
            ? [ValueOf(InputName, network.Input), ValueOf(SecondInputName, second)]
            : [ValueOf(InputName, network.Input)];
        var body = graph.Finish(inputs, OnnxGraph.Value(OutputName, shape));
        var model = new OnnxMessage().Number(1, IrVersion).Text(2, "NasCluster");
        model.Raw(7, body.Bytes());
        return model.Add(8, new OnnxMessage().Text(1, "").Number(2, Opset));
    }

    private static OnnxMessage ValueOf(string name, TensorShape shape) =>
        OnnxGraph.Value(name, shape.Channels, shape.Height, shape.Width);

    private static string NameOf(int outside) => outside == Network.InputIndex ? InputName : SecondInputName;

    private static bool IsVector(Network network) => network.Nodes[^1].Layer is Linear or FlattenLayer;
}
