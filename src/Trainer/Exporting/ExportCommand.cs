using System.Diagnostics;
using NasCluster.Domain;
using NasCluster.Domain.Exporting;
using NasCluster.Domain.Zoo;
using NasCluster.Trainer.Data;
using NasCluster.Trainer.Exporting.Onnx;
using NasCluster.Trainer.Exporting.Weights;
using NasCluster.Trainer.Networks;
using NasCluster.Trainer.Runtime;

namespace NasCluster.Trainer.Exporting;

/// <summary>The trainer's side of `nas export`: takes one JSON request, prints one JSON report.</summary>
internal static class ExportCommand
{
    private const double Tolerance = 1e-4;

    // An evaluation of other hardware may put an image or two on the other side.
    private const double AccuracyTolerance = 0.01;

    /// <summary>A network of the zoo.</summary>
    public static int Network(string text, TextWriter output, TextWriter error) =>
        JsonAnswer.Run(
            text,
            DomainJson.Default.ExportRequest,
            Export,
            DomainJson.Default.ExportReport,
            report => IsClose(report.RelativeError),
            output,
            error
        );

    /// <summary>A trained candidate.</summary>
    public static int Candidate(string text, TextWriter output, TextWriter error) =>
        JsonAnswer.Run(
            text,
            DomainJson.Default.CandidateExportRequest,
            new CandidateExport(DatasetCatalog.FromEnvironment(), TimeProvider.System).Run,
            DomainJson.Default.CandidateExportReport,
            report =>
                IsClose(report.RelativeError)
                && report.Accuracy is { } accuracy
                && Math.Abs(accuracy - report.RecordedAccuracy) <= AccuracyTolerance,
            output,
            error
        );

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

        WholeFile.Write(request.Output, file => ModelWriter.Write(request.Format, network, module, file));
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

    private static bool IsClose(double? relativeError) => relativeError is null or <= Tolerance;
}
