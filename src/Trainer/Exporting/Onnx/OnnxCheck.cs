using Microsoft.ML.OnnxRuntime;
using NasCluster.Domain.Architectures;
using NasCluster.Trainer.Networks;
using TorchSharp;

namespace NasCluster.Trainer.Exporting.Onnx;

/// <summary>Runs an exported file in ONNX Runtime beside the Torch network.</summary>
internal static class OnnxCheck
{
    private const int Batch = 2;

    /// <summary>Largest difference over the largest output, on a seeded random batch of two.</summary>
    public static double RelativeError(string file, Network network, GraphModule module)
    {
        using var scope = torch.NewDisposeScope();
        using var noGradient = torch.no_grad();
        torch.manual_seed(1);
        var shape = new long[] { Batch, network.Input.Channels, network.Input.Height, network.Input.Width };
        var image = torch.randn(shape);
        var expected = module.forward(image).contiguous().data<float>().ToArray();
        var actual = Run(file, image.data<float>().ToArray(), shape);
        if (actual.Length != expected.Length)
        {
            throw new ExportException($"ONNX Runtime returned {actual.Length} numbers, Torch {expected.Length}.");
        }

        var scale = expected.Max(Math.Abs);
        var worst = expected.Zip(actual, (a, b) => Math.Abs(a - b)).Max();
        return scale > 0 ? worst / scale : worst;
    }

    private static float[] Run(string file, float[] image, long[] shape)
    {
        using var options = new SessionOptions { LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR };
        using var session = new InferenceSession(file, options);
        using var input = OrtValue.CreateTensorValueFromMemory(image, shape);
        using var run = new RunOptions();
        using var outputs = session.Run(run, [OnnxWriter.InputName], [input], [OnnxWriter.OutputName]);
        return outputs[0].GetTensorDataAsSpan<float>().ToArray();
    }
}
