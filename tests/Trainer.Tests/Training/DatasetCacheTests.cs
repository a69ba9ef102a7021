using NasCluster.Trainer.Tests.Shared;
using NasCluster.Trainer.Training;

namespace NasCluster.Trainer.Tests.Training;

public sealed class DatasetCacheTests
{
    [Fact]
    public void Get_SameContent_IsLoadedOnceAndResizedOncePerSide()
    {
        var loads = 0;
        var cache = new DatasetCache(_ =>
        {
            loads++;
            return Stripes.Load(12, 6, 3);
        });
        var description = Commands.Create().Dataset;
        var small = cache.Get(description, 8);
        Assert.Equal(8, small.Train.Width);
        Assert.Equal(12, cache.Get(description, 12).Test.Width);
        Assert.Same(small, cache.Get(description, 8));
        Assert.Equal(1, loads);
        Assert.NotSame(small, cache.Get(description with { ContentHash = "other" }, 8));
        Assert.Equal(2, loads);
    }
}
