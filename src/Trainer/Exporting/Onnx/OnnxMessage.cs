using Google.Protobuf;

namespace NasCluster.Trainer.Exporting.Onnx;

/// <summary>A protobuf message written field by field, with the numbers of onnx.proto.</summary>
internal sealed class OnnxMessage : IDisposable
{
    private readonly MemoryStream _bytes = new();
    private readonly CodedOutputStream _output;

    public OnnxMessage() => _output = new(_bytes, leaveOpen: true);

    public OnnxMessage Text(int field, string value)
    {
        _output.WriteTag(field, WireFormat.WireType.LengthDelimited);
        _output.WriteString(value);
        return this;
    }

    public OnnxMessage Number(int field, long value)
    {
        _output.WriteTag(field, WireFormat.WireType.Varint);
        _output.WriteInt64(value);
        return this;
    }

    public OnnxMessage Float(int field, float value)
    {
        _output.WriteTag(field, WireFormat.WireType.Fixed32);
        _output.WriteFloat(value);
        return this;
    }

    public OnnxMessage Raw(int field, ReadOnlySpan<byte> value)
    {
        _output.WriteTag(field, WireFormat.WireType.LengthDelimited);
        _output.WriteLength(value.Length);
        _output.Flush();
        _bytes.Write(value);
        return this;
    }

    /// <summary>Nests a finished message and disposes of it.</summary>
    public OnnxMessage Add(int field, OnnxMessage message)
    {
        using (message)
        {
            return Raw(field, message.Bytes());
        }
    }

    public ReadOnlySpan<byte> Bytes()
    {
        _output.Flush();
        return _bytes.GetBuffer().AsSpan(0, (int)_bytes.Length);
    }

    public void Dispose()
    {
        _output.Dispose();
        _bytes.Dispose();
    }
}
