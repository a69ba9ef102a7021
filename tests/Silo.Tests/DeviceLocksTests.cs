using NasCluster.Silo.Slots;

namespace NasCluster.Silo.Tests;

public sealed class DeviceLocksTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("nas-locks-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void TryTake_GpuOfAnotherWorker_IsNamedUntilThatWorkerIsGone()
    {
        using var second = new DeviceLocks();
        using (var first = new DeviceLocks())
        {
            Assert.Null(first.TryTake(_folder.FullName, ["cuda:0", "cuda:1", "cuda:0"]));
            Assert.Contains("cuda:1", second.TryTake(_folder.FullName, ["cuda:1"]), StringComparison.Ordinal);
            Assert.Null(second.TryTake(_folder.FullName, ["cuda:2"]));
        }

        Assert.Null(second.TryTake(_folder.FullName, ["cuda:1"]));
    }

    [Fact]
    public void TryTake_Processor_IsShared()
    {
        using var first = new DeviceLocks();
        using var second = new DeviceLocks();
        Assert.Null(first.TryTake(_folder.FullName, ["cpu"]));
        Assert.Null(second.TryTake(_folder.FullName, ["cpu"]));
    }
}
