namespace NasCluster.Trainer.Tests.Data;

public sealed class CifarFormatTests : IDisposable
{
    private const int ImageBytes = 3072;

    private readonly TempFolder _root = new();

    public void Dispose() => _root.Dispose();

    [Fact]
    public void Load_Cifar10_ReadsAllBatchesInOrder()
    {
        _root.Write("c/data_batch_2.bin", Record(30, 9));
        _root.Write("c/data_batch_1.bin", [.. Record(10, 3), .. Record(20, 4)]);
        _root.Write("c/test_batch.bin", Record(40, 0));

        var data = Faults.Load(_root, "c");

        Assert.Equal([3, 4, 9], data.Train.Labels);
        Assert.Equal([0], data.Test.Labels);
        Assert.Equal((3, 32, 32, 10), (data.Train.Channels, data.Train.Height, data.Train.Width, data.Train.Classes));
        Assert.Equal(Record(20, 4)[1..], data.Train.Pixels.ToArray()[ImageBytes..(2 * ImageBytes)]);
        Assert.Equal(30, data.Train.Pixels.ToArray()[2 * ImageBytes]);
    }

    [Fact]
    public void Load_Cifar100_TakesTheFineLabel()
    {
        _root.Write("c/train.bin", [.. Record(10, 3, 77), .. Record(20, 4, 99)]);
        _root.Write("c/test.bin", Record(40, 19, 0));

        var data = Faults.Load(_root, "c");

        Assert.Equal([77, 99], data.Train.Labels);
        Assert.Equal(100, data.Train.Classes);
        Assert.Equal(20, data.Train.Pixels.ToArray()[ImageBytes]);
    }

    [Fact]
    public void Describe_PartOfARecord_IsAHeaderFault()
    {
        _root.Write("c/data_batch_1.bin", [.. Record(10, 3), .. Record(20, 4)[..^1]]);
        _root.Write("c/test_batch.bin", Record(40, 0));

        Faults.AssertFault("data.header", "data_batch_1.bin: has 6145 bytes", _root, "c");
    }

    [Fact]
    public void Describe_LabelAboveTheClasses_IsALabelFault()
    {
        _root.Write("c/data_batch_1.bin", [.. Record(10, 3), .. Record(20, 10)]);
        _root.Write("c/test_batch.bin", Record(40, 0));

        Faults.AssertFault("data.label", "label 1 is 10; expected 0 to 9", _root, "c");
    }

    [Fact]
    public void Describe_OneClass_IsALabelFault()
    {
        _root.Write("c/data_batch_1.bin", [.. Record(10, 3), .. Record(20, 3)]);
        _root.Write("c/test_batch.bin", Record(40, 0));

        Faults.AssertFault("data.label", "data_batch", _root, "c");
    }

    [Theory]
    [InlineData("data_batch_1.bin", "test_batch.bin")]
    [InlineData("test_batch.bin", "data_batch_*.bin")]
    public void Describe_OneSplitOnly_NamesTheOther(string there, string missing)
    {
        _root.Write("c/" + there, [.. Record(10, 3), .. Record(20, 4)]);

        Faults.AssertFault("data.missing", missing, _root, "c");
    }

    private static byte[] Record(int first, params byte[] labels) =>
        [.. labels, .. Enumerable.Range(first, ImageBytes).Select(i => (byte)i)];
}
