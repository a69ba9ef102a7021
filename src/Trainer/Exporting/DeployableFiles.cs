using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using NasCluster.Domain.Architectures;
using NasCluster.Domain.Exporting;
using NasCluster.Trainer.Data;
using NasCluster.Trainer.Exporting.Onnx;
using NasCluster.Trainer.Networks;

namespace NasCluster.Trainer.Exporting;

/// <summary>Writes the files of one network and remembers which.</summary>
internal sealed class DeployableFiles(Network network, GraphModule module)
{
    private const string ResizeRule = "area average where it shrinks, bilinear where it grows";
    private readonly List<string> _written = [];

    public ImmutableArray<string> Written => [.. _written];

    /// <summary>Of the ONNX file, once it is written.</summary>
    public double? RelativeError { get; private set; }

    public void Write(ExportFormat format, string path)
    {
        WholeFile.Write(path, file => ModelWriter.Write(format, network, module, file));
        _written.Add(Path.GetFileName(path));
        if (format == ExportFormat.Onnx)
        {
            RelativeError = OnnxCheck.RelativeError(path, network, module);
        }
    }

    public void Text(string folder, string name, string text)
    {
        File.WriteAllText(Path.Combine(folder, name), text);
        _written.Add(name);
    }

    public void Json<T>(string folder, string name, T value, JsonTypeInfo<T> type)
    {
        using var file = File.Create(Path.Combine(folder, name));
        using var json = new Utf8JsonWriter(file, new() { Indented = true });
        JsonSerializer.Serialize(json, value, type);
        _written.Add(name);
    }

    public Preprocessing PreprocessingOf(ChannelStatistics statistics) =>
        new(
            OnnxWriter.InputName,
            network.Input.Channels,
            network.Input.Height,
            network.Input.Width,
            ResizeRule,
            [.. statistics.Mean],
            [.. statistics.Std],
            OnnxWriter.OutputName
        );
}
