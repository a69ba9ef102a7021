using NasCluster.Domain.Experiments;
using NasCluster.Trainer.Data;
using NasCluster.Trainer.Data.Decoded;

namespace NasCluster.Trainer.Tests.Data;

public sealed class DecodedStoreTests : IDisposable
{
    private const long Plenty = 1 << 30;
    private readonly TempFolder _root = new();
    private readonly TempFolder _cache = new();
    private readonly DatasetDescription _digits;
    private int _decoded;

    public DecodedStoreTests()
    {
        IdxBytes.WriteDataset(_root, "digits");
        _digits = Faults.Catalog(_root).Describe("digits");
    }

    [Fact]
    public void Get_SecondSlot_MapsWhatTheFirstDecoded()
    {
        var first = Get(3);
        var second = Get(3);
        Assert.Equal(1, _decoded);
        var expected = Faults.Load(_root, "digits");
        foreach (var data in (LoadedDataset[])[first, second])
        {
            Assert.Equal(expected.Train.Pixels, data.Train.Pixels);
            Assert.Equal(expected.Test.Pixels, data.Test.Pixels);
            Assert.Equal(expected.Train.Labels, data.Train.Labels);
            Assert.Equal(expected.Test.Labels, data.Test.Labels);
            Assert.Equal((3, 3, 1), (data.Train.Classes, data.Train.Width, data.Train.Channels));
        }
    }

    [Fact]
    public void Get_OtherSize_IsAFileOfItsOwn()
    {
        Assert.Equal(3, Get(3).Train.Width);
        Assert.Equal(6, Get(6).Train.Width);
        Assert.Equal(6, Get(6).Test.Height);
        Assert.Equal(2, _decoded);
    }

    [Fact]
    public void Get_Masks_ComeBack()
    {
        var masks = new ClassMasks((byte[])[0, 1, 2, 255], 2, 2);
        var images = new ImageSet((byte[])[1, 2, 3, 4], masks, 1, 2, 2, 3);
        var made = new LoadedDataset(images, images) { ClassNames = ["a", "b", "c"], Sources = new("", []) };
        var description = _digits with { Task = images.Task };
        var store = new DecodedStore(_cache.Path, Plenty, (_, _) => true, TimeProvider.System);
        store.Get(description, 2, () => made);
        var known = store.Get(description, 2, () => throw new InvalidOperationException("decoded again"));
        Assert.Equal(masks.Values.ToArray(), ((ClassMasks)known.Test.Targets).Values.ToArray());
        Assert.Equal(["a", "b", "c"], known.ClassNames);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(20)]
    [InlineData(45)]
    [InlineData(-1)]
    public void Get_DamagedFile_IsDecodedAgainAndReplaced(int place)
    {
        Get(3);
        var file = Directory.EnumerateFiles(_cache.Path, "*.images").Single();
        var bytes = File.ReadAllBytes(file);
        bytes[place >= 0 ? place : bytes.Length - 1] ^= 1;
        File.WriteAllBytes(file, bytes);
        Assert.Equal(Faults.Load(_root, "digits").Train.Pixels, Get(3).Train.Pixels);
        Assert.Equal(2, _decoded);
        Get(3);
        Assert.Equal(2, _decoded);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(30)]
    [InlineData(200)]
    public void Get_ShortFile_IsDecodedAgain(int length)
    {
        Get(3);
        var file = Directory.EnumerateFiles(_cache.Path, "*.images").Single();
        File.WriteAllBytes(file, File.ReadAllBytes(file)[..length]);
        Get(3);
        Assert.Equal(2, _decoded);
    }

    [Fact]
    public void Get_SourceChangedSince_IsReadAgainAndRefused()
    {
        Get(3);
        var path = Path.Combine(_root.Path, "digits", IdxBytes.TrainImages);
        var images = IdxBytes.Images(4, 3);
        images[^1] ^= 1;
        File.WriteAllBytes(path, images);
        File.SetLastWriteTimeUtc(path, File.GetLastWriteTimeUtc(path).AddSeconds(1));
        Faults.AssertFault("dataset-changed", _digits.ContentHash, () => Get(3));
    }

    [Fact]
    public void Get_BeyondTheLimit_TheLongestUnusedGoes()
    {
        Get(3);
        var old = Directory.EnumerateFiles(_cache.Path, "*.images").Single();
        File.SetLastWriteTimeUtc(old, DateTime.UtcNow.AddHours(-1));
        Get(6, limit: new FileInfo(old).Length + 100);
        Assert.False(File.Exists(old));
        Assert.Single(Directory.EnumerateFiles(_cache.Path, "*.images"));
    }

    [Fact]
    public void Get_LargerThanTheLimit_IsNotKept()
    {
        Assert.Equal(3, Get(3, limit: 10).Train.Width);
        Assert.Empty(Directory.EnumerateFiles(_cache.Path, "*.images"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("../../etc/passwd")]
    public void Get_HashThatIsNone_IsNotKept(string hash)
    {
        var store = new DecodedStore(_cache.Path, Plenty, (_, _) => true, TimeProvider.System);
        store.Get(_digits with { ContentHash = hash }, 3, Decode);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_cache.Path));
    }

    [Fact]
    public async Task Get_TwoAtOnce_DecodeOnce()
    {
        var both = await Task.WhenAll(Task.Run(() => Get(3)), Task.Run(() => Get(3)));
        Assert.All(both, data => Assert.Equal(4, data.Train.Count));
        Assert.Equal(1, _decoded);
        Assert.Empty(Directory.EnumerateFiles(_cache.Path, ".*.part"));
    }

    public void Dispose()
    {
        _root.Dispose();
        _cache.Dispose();
    }

    private LoadedDataset Get(int side, long limit = Plenty) =>
        new DecodedStore(_cache.Path, limit, Faults.Catalog(_root).IsUnchanged, TimeProvider.System).Get(
            _digits,
            side,
            () => Decode().Resize(side)
        );

    private LoadedDataset Decode()
    {
        var data = Faults.Catalog(_root).Load(_digits);
        Interlocked.Increment(ref _decoded);
        return data;
    }
}
