using System.Runtime.InteropServices;

namespace NasCluster.Trainer.Exporting.Onnx;

/// <summary>Collects nodes and constants of an ONNX graph (GraphProto).</summary>
internal sealed class OnnxGraph : IDisposable
{
    private const int FloatType = 1;
    private const int Int64Type = 7;
    private readonly OnnxMessage _message = new();
    private int _constants;

    public string Node(string op, string[] inputs, string output, params OnnxMessage[] attributes)
    {
        var node = new OnnxMessage();
        foreach (var input in inputs)
        {
            node.Text(1, input);
        }

        node.Text(2, output).Text(3, output).Text(4, op);
        foreach (var attribute in attributes)
        {
            node.Add(5, attribute);
        }

        _message.Add(1, node);
        return output;
    }

    public string Tensor(string name, long[] shape, ReadOnlySpan<float> values)
    {
        _message.Add(5, Header(name, shape, FloatType).Raw(9, MemoryMarshal.AsBytes(values)));
        return name;
    }

    public string Constant(params long[] values)
    {
        var name = $"const_{_constants++}";
        _message.Add(5, Header(name, [values.Length], Int64Type).Raw(9, MemoryMarshal.AsBytes<long>(values)));
        return name;
    }

    public string Constant(float value)
    {
        var name = $"const_{_constants++}";
        _message.Add(5, Header(name, [], FloatType).Raw(9, MemoryMarshal.AsBytes([value])));
        return name;
    }

    public OnnxMessage Finish(OnnxMessage[] inputs, OnnxMessage output)
    {
        _message.Text(2, "nascluster");
        foreach (var input in inputs)
        {
            _message.Add(11, input);
        }

        return _message.Add(12, output);
    }

    /// <summary>A float tensor whose first dimension is the batch (ValueInfoProto).</summary>
    public static OnnxMessage Value(string name, params long[] shape)
    {
        var dimensions = new OnnxMessage().Add(1, new OnnxMessage().Text(2, "batch"));
        foreach (var side in shape)
        {
            dimensions.Add(1, new OnnxMessage().Number(1, side));
        }

        var tensor = new OnnxMessage().Number(1, FloatType).Add(2, dimensions);
        return new OnnxMessage().Text(1, name).Add(2, new OnnxMessage().Add(1, tensor));
    }

    public void Dispose() => _message.Dispose();

    private static OnnxMessage Header(string name, long[] shape, int type)
    {
        var message = new OnnxMessage();
        foreach (var side in shape)
        {
            message.Number(1, side);
        }

        return message.Number(2, type).Text(8, name);
    }
}
