using Microsoft.ML.OnnxRuntime;
using NasCluster.Domain.Architectures;
using NasCluster.Trainer.Exporting.Onnx;
using NasCluster.Trainer.Networks;

namespace NasCluster.Trainer.Measuring;

/// <summary>Inference in ONNX Runtime on the CPU, with its graph optimisations.</summary>
internal sealed class OnnxSession : IInferenceSession
{
    private static readonly string[] OneInput = [OnnxWriter.InputName];
    private static readonly string[] TwoInputs = [OnnxWriter.InputName, OnnxWriter.SecondInputName];
    private static readonly string[] Outputs = [OnnxWriter.OutputName];

    private readonly RunOptions _run = new();
    private readonly InferenceSession _session;
    private readonly OrtValue[] _images;

    public OnnxSession(Network network, int threads)
    {
        using var module = new GraphModule(network, new());
        module.eval();
        using var file = new MemoryStream();
        OnnxWriter.Write(network, module, file);
        using var options = new SessionOptions
        {
            IntraOpNumThreads = threads,
            InterOpNumThreads = 1,
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR,
        };
        _session = new(file.ToArray(), options);
        _images = network.SecondInput is { } second
            ? [ImageOf(network.Input), ImageOf(second)]
            : [ImageOf(network.Input)];
    }

    public void Run()
    {
        using var outputs = _session.Run(_run, _images.Length == 1 ? OneInput : TwoInputs, _images, Outputs);
    }

    public void Dispose()
    {
        foreach (var image in _images)
        {
            image.Dispose();
        }

        _session.Dispose();
        _run.Dispose();
    }

    private static OrtValue ImageOf(TensorShape shape) =>
        OrtValue.CreateTensorValueFromMemory(new float[shape.Elements], [1, shape.Channels, shape.Height, shape.Width]);
}
