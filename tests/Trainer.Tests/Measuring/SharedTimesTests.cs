using NasCluster.Trainer.Measuring;
using NasCluster.Trainer.Tests.Data;
using NasCluster.Trainer.Tests.Shared;
using TorchSharp;

namespace NasCluster.Trainer.Tests.Measuring;

[Collection(TorchTests.Name)]
public sealed class SharedTimesTests : IDisposable
{
    private readonly TempFolder _folder = new();

    [Fact]
    public void Find_KeptByAnotherTrainer_IsTheSameNumber()
    {
        Assert.Null(Open().Find("net"));
        Open().Keep("net", 1.25);
        Assert.Equal(1.25, Open().Find("net"));
        Assert.Null(Open().Find("another net"));
        Assert.Null(Open(device: "cuda:0").Find("net"));
        Assert.Null(Open(threads: 2).Find("net"));
    }

    [Fact]
    public void Find_AnHourLater_IsNoLongerTrue()
    {
        Open().Keep("net", 1.25);
        Age(TimeSpan.FromMinutes(59));
        Assert.Equal(1.25, Open().Find("net"));
        Age(TimeSpan.FromMinutes(61));
        Assert.Null(Open().Find("net"));
        Open().Keep("another net", 2);
        Assert.Single(Files());
    }

    [Theory]
    [InlineData("")]
    [InlineData("fast")]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("NaN")]
    public void Find_FileThatHoldsNoTime_IsAsIfNotThere(string text)
    {
        Open().Keep("net", 1.25);
        File.WriteAllText(Assert.Single(Files()), text);
        Assert.Null(Open().Find("net"));
    }

    [Fact]
    public void Keep_FolderThatCannotBeMade_IsDoneWithout()
    {
        var file = Path.Combine(_folder.Path, "file");
        File.WriteAllText(file, "");
        var times = new SharedTimes(file, "cpu", 1, TimeProvider.System);
        times.Keep("net", 1.25);
        Assert.Null(times.Find("net"));
    }

    [Fact]
    public void MsPerImage_MeasuredByAnotherTrainer_IsNotMeasuredAgain()
    {
        var first = References().MsPerImage(TinyNetwork.Create());
        Assert.Equal(first, References().MsPerImage(TinyNetwork.Create()));
        Assert.NotEqual(first, References().MsPerImage(TinyNetwork.Create(width: 32)));
    }

    public void Dispose() => _folder.Dispose();

    private ReferenceTimes References() =>
        new(torch.CPU, TimeProvider.System, DeviceTurns.None(TimeProvider.System), Open());

    private SharedTimes Open(string device = "cpu", int threads = 1) =>
        new(_folder.Path, device, threads, TimeProvider.System);

    private string[] Files() => Directory.GetFiles(Path.Combine(_folder.Path, "times"));

    private void Age(TimeSpan age)
    {
        foreach (var file in Files())
        {
            File.SetLastWriteTimeUtc(file, DateTime.UtcNow - age);
        }
    }
}
