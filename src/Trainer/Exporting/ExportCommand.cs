using System.Diagnostics;
using System.Text.Json;
using NasCluster.Domain;
using NasCluster.Domain.Architectures;
using NasCluster.Domain.Exporting;
using NasCluster.Domain.Zoo;
using NasCluster.Trainer.Exporting.Onnx;
using NasCluster.Trainer.Exporting.Weights;
using NasCluster.Trainer.Networks;
using NasCluster.Trainer.Runtime;

namespace NasCluster.Trainer.Exporting;

/// <summary>The trainer's side of `nas export`: takes one JSON request, prints one JSON report.</summary>
internal static class ExportCommand
{
    private const int Missed = 1;
    private const int BadInput = 2;
    private const double Tolerance = 1e-4;

    public static int Run(string text, TextWriter output, TextWriter error)
    {
        try
        {
            TorchRuntime.Load();
            var report = Export(JsonSerializer.Deserialize(text, DomainJson.Default.ExportRequest)!);
            output.WriteLine(JsonSerializer.Serialize(report, DomainJson.Default.ExportReport));
            return report.RelativeError is > Tolerance or double.NaN ? Missed : 0;
        }
        catch (Exception e)
            when (e
                    is ExportException
                        or InvalidNetworkException
                        or TrainerSettingsException
                        or IOException
                        or UnauthorizedAccessException
                        or JsonException
            )
        {
            error.WriteLine(e.Message);
            return BadInput;
        }
    }

    internal static ExportReport Export(ExportRequest request)
    {
        var model =
            ZooCatalog.Find(request.Network)
            ?? throw new ExportException($"There is no network '{request.Network}' in the zoo.");
        var watch = Stopwatch.StartNew();
        var network = model.Create(request.Options);
        using var module = new GraphModule(network, new() { Seed = request.Seed });
        module.eval();
        if (request.Weights is { } weights)
        {
            WeightLoader.Load(weights, network, module);
        }
        else
        {
            NormCalibration.Apply(network, module, request.Seed);
        }

        WholeFile.Write(request.Output, file => Write(request.Format, network, module, file));
        var seconds = watch.Elapsed.TotalSeconds;
        double? difference =
            request.Format == ExportFormat.Onnx ? OnnxCheck.RelativeError(request.Output, network, module) : null;
        return new(
            model.Name,
            request.Format,
            request.Output,
            new FileInfo(request.Output).Length,
            seconds,
            difference
        );
    }

    private static void Write(ExportFormat format, Network network, GraphModule module, Stream file)
    {
        switch (format)
        {
            case ExportFormat.Onnx:
                OnnxWriter.Write(network, module, file);
                break;
            case ExportFormat.Safetensors:
                SafetensorsWriter.Write(module, file);
                break;
            default:
                NetworkJsonWriter.Write(network, file);
                break;
        }
    }
}
