using NasCluster.Domain.Exporting;
using NasCluster.Domain.Zoo;
using NasCluster.Trainer.Exporting;
using NasCluster.Trainer.Exporting.Weights;
using NasCluster.Trainer.Networks;

namespace NasCluster.Trainer.Tests.Exporting;

[Collection(RunsAlone.Name)]
public sealed class ExportTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("nas-export-");

    public void Dispose() => _folder.Delete(recursive: true);

    // One network per family and kind of block; small images keep it fast.
    [Theory]
    [InlineData("efficientnet-b0", 64)]
    [InlineData("tf-efficientnetv2-b0", 65)]
    [InlineData("fbnet-a", 64)]
    [InlineData("fbnetv2-f0", 64)]
    [InlineData("fbnetv3-a0", 96)]
    [InlineData("ghostnet-0.5", 64)]
    [InlineData("ghostnetv2-1.0", 96)]
    [InlineData("espnetv2-0.5", 64)]
    [InlineData("espnetv2-seg-0.5", 64)]
    [InlineData("espnet-p2-q3", 64)]
    [InlineData("mobilenetv2-1.0", 64)]
    [InlineData("mobilenetv3-small", 64)]
    public void Onnx_RunsInOnnxRuntime_AsInTorch(string name, int side)
    {
        var report = ExportCommand.Export(Request(name, side, ExportFormat.Onnx));
        Assert.InRange(report.RelativeError!.Value, 0, 1e-4);
        Assert.Equal(report.Bytes, new FileInfo(report.Output).Length);
    }

    [Fact]
    public void Safetensors_ReadAndWrittenAgain_IsTheSameFile()
    {
        var first = Request("ghostnet-0.5", 64, ExportFormat.Safetensors);
        ExportCommand.Export(first);
        var second = first with { Weights = first.Output, Output = first.Output + "2", Seed = 6 };
        ExportCommand.Export(second);
        Assert.Equal(File.ReadAllBytes(first.Output), File.ReadAllBytes(second.Output));
        var other = first with { Output = first.Output + "3", Seed = 6 };
        ExportCommand.Export(other);
        Assert.NotEqual(File.ReadAllBytes(first.Output), File.ReadAllBytes(other.Output));
    }

    [Fact]
    public void Weights_OfAnotherNetwork_AreListedByKind()
    {
        var saved = Request("efficientnet-b0", 32, ExportFormat.Safetensors) with
        {
            Options = new() { Height = 32, Classes = 3 },
        };
        ExportCommand.Export(saved);
        var error = Assert.Throws<ExportException>(() =>
            ExportCommand.Export(Request("efficientnet-b1", 32, ExportFormat.Json) with { Weights = saved.Output })
        );
        Assert.Contains("missing: blocks.0.1.conv_dw.weight", error.Message, StringComparison.Ordinal);
        var shaped = Assert.Throws<ExportException>(() =>
            ExportCommand.Export(Request("efficientnet-b0", 32, ExportFormat.Json) with { Weights = saved.Output })
        );
        Assert.Contains(
            "mis-shaped: classifier.weight is 3x1280, expected 1000x1280",
            shaped.Message,
            StringComparison.Ordinal
        );
        Assert.DoesNotContain("unexpected", shaped.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TorchvisionNames_AreThoseOfTheRelease()
    {
        var network = ZooCatalog.Find("efficientnet-v2-s")!.Create(new() { Height = 32 });
        Assert.Superset(
            new HashSet<string>
            {
                "features.0.0",
                "features.1.0.block.0.0",
                "features.2.0.block.1.0",
                "features.4.0.block.2.fc1",
                "features.4.0.block.3.1",
                "features.7.0",
                "classifier.1",
            },
            TorchvisionNames.Of(network).Values.ToHashSet()
        );
    }

    [Theory]
    [InlineData("mobilenetv2-1.0", 105, "blocks.0.0.conv_pw", "blocks.6.0.bn3", "conv_head", "bn2")]
    [InlineData(
        "mobilenetv3-small",
        88,
        "blocks.0.0.se.conv_reduce",
        "blocks.4.2.conv_pwl",
        "blocks.5.0.conv",
        "conv_head"
    )]
    [InlineData("mobilenetv3-large", 110, "blocks.3.3.bn3", "blocks.5.2.se.conv_expand", "blocks.6.0.bn1", "conv_head")]
    public void TimmNames_AreThoseOfTheRelease(string name, int count, params string[] expected)
    {
        var names = TimmNames.Of(ZooCatalog.Find(name)!.Create(new() { Height = 32 }));
        Assert.Equal(count, names.Values.Distinct().Count());
        Assert.Superset(new HashSet<string>(expected), names.Values.ToHashSet());
    }

    [Fact]
    public void Weights_UnderTimmsNames_GiveTheSameOutputs()
    {
        var own = ExportCommand.Export(Request("mobilenetv3-small", 32, ExportFormat.Safetensors));
        var network = ZooCatalog.Find("mobilenetv3-small")!.Create(new() { Height = 32 });
        var text = System.Text.Encoding.Latin1.GetString(File.ReadAllBytes(own.Output));
        var length = (int)BitConverter.ToUInt64(File.ReadAllBytes(own.Output));
        var header = text.Substring(8, length);
        foreach (
            var (ours, theirs) in TimmNames.Of(network).OrderByDescending(pair => pair.Key, StringComparer.Ordinal)
        )
        {
            header = header.Replace($"\"{ours}.", $"\"{theirs}.", StringComparison.Ordinal);
        }

        // Timm's head is a convolution.
        header = header.Replace("\"shape\":[1024,576]", "\"shape\":[1024,576,1,1]", StringComparison.Ordinal);
        var renamed = own.Output + ".timm";
        File.WriteAllBytes(
            renamed,
            [
                .. BitConverter.GetBytes((ulong)header.Length),
                .. System.Text.Encoding.Latin1.GetBytes(header + text[(8 + length)..]),
            ]
        );
        var request = Request("mobilenetv3-small", 32, ExportFormat.Safetensors) with { Weights = renamed };
        var again = ExportCommand.Export(request with { Output = own.Output + "2", Seed = 9 });
        Assert.Equal(File.ReadAllBytes(own.Output), File.ReadAllBytes(again.Output));
    }

    [Theory]
    [InlineData(new byte[] { })]
    [InlineData(new byte[] { 255, 255, 255, 255, 255, 255, 255, 127 })]
    [InlineData(new byte[] { 2, 0, 0, 0, 0, 0, 0, 0, (byte)'{' })]
    [InlineData(new byte[] { 2, 0, 0, 0, 0, 0, 0, 0, (byte)'[', (byte)']' })]
    [InlineData(new byte[] { 2, 0, 0, 0, 0, 0, 0, 0, (byte)'{', (byte)'}', 1 })]
    public void Safetensors_Broken_IsRefused(byte[] content)
    {
        var path = Path.Combine(_folder.FullName, "broken.safetensors");
        File.WriteAllBytes(path, content);
        Assert.Throws<ExportException>(() => new SafetensorsReader(path));
    }

    [Theory]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}}""", 4)]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""", 8)]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,400]}}""", 4)]
    [InlineData("""{"a":{"dtype":"F32","shape":[-1],"data_offsets":[0,4]}}""", 4)]
    [InlineData("""{"a":{"dtype":"F32","shape":[9223372036854775807,8],"data_offsets":[0,4]}}""", 4)]
    [InlineData("""{"a":{"dtype":"X","shape":[1],"data_offsets":[0,4]}}""", 4)]
    [InlineData(
        """{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"b":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""",
        4
    )]
    public void Safetensors_OffsetsThatDoNotFit_AreRefused(string header, int bytes)
    {
        var path = Path.Combine(_folder.FullName, "broken.safetensors");
        File.WriteAllBytes(
            path,
            [
                .. BitConverter.GetBytes((ulong)header.Length),
                .. System.Text.Encoding.UTF8.GetBytes(header),
                .. new byte[bytes],
            ]
        );
        Assert.Throws<ExportException>(() => new SafetensorsReader(path));
    }

    private ExportRequest Request(string name, int side, ExportFormat format) =>
        new()
        {
            Network = name,
            Options = new() { Height = side },
            Format = format,
            Output = Path.Combine(_folder.FullName, $"{name}.{format}"),
        };
}
