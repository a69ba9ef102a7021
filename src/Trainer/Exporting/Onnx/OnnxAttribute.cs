namespace NasCluster.Trainer.Exporting.Onnx;

/// <summary>Attributes of an ONNX node (AttributeProto).</summary>
internal static class OnnxAttribute
{
    private const int FloatType = 1;
    private const int IntType = 2;
    private const int StringType = 3;
    private const int IntsType = 7;

    public static OnnxMessage Of(string name, float value) =>
        new OnnxMessage().Text(1, name).Float(2, value).Number(20, FloatType);

    public static OnnxMessage Of(string name, long value) =>
        new OnnxMessage().Text(1, name).Number(3, value).Number(20, IntType);

    public static OnnxMessage Of(string name, string value) =>
        new OnnxMessage().Text(1, name).Text(4, value).Number(20, StringType);

    public static OnnxMessage Of(string name, params long[] values)
    {
        var message = new OnnxMessage().Text(1, name);
        foreach (var value in values)
        {
            message.Number(8, value);
        }

        return message.Number(20, IntsType);
    }
}
