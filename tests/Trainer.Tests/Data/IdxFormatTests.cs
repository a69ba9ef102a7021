namespace NasCluster.Trainer.Tests.Data;

public sealed class IdxFormatTests : IDisposable
{
    private readonly TempFolder _root = new();

    public IdxFormatTests() => IdxBytes.WriteDataset(_root, "digits");

    public void Dispose() => _root.Dispose();

    [Fact]
    public void Load_WholeDataset_HasImagesAndLabels()
    {
        var data = Faults.Load(_root, "digits");

        Assert.Equal([2, 0, 1, 2], data.Train.Labels);
        Assert.Equal([1, 0], data.Test.Labels);
        Assert.Equal(IdxBytes.Images(4, 3)[16..], data.Train.Pixels.ToArray());
        Assert.Equal(IdxBytes.Images(2, 3, first: 100)[16..], data.Test.Pixels.ToArray());
        Assert.Equal((1, 3, 3, 3), (data.Test.Channels, data.Test.Height, data.Test.Width, data.Test.Classes));
    }

    [Fact]
    public void Describe_FewerLabelsThanImages_IsAHeaderFault()
    {
        Put(IdxBytes.TrainLabels, IdxBytes.Labels(2, 0, 1));

        Faults.AssertFault("data.header", "has 4 images; expected 3", _root, "digits");
    }

    [Fact]
    public void Describe_OneClass_IsALabelFault()
    {
        Put(IdxBytes.TrainLabels, IdxBytes.Labels(0, 0, 0, 0));

        Faults.AssertFault("data.label", IdxBytes.TrainLabels, _root, "digits");
    }

    [Fact]
    public void Describe_TestLabelUnknownInTraining_IsALabelFault()
    {
        Put(IdxBytes.TestLabels + ".gz", IdxBytes.Gzip(IdxBytes.Labels(0, 3)));

        Faults.AssertFault("data.label", "label 1 is 3; expected 0 to 2", _root, "digits");
    }

    [Fact]
    public void Describe_LabelLeftOut_IsALabelFault()
    {
        Put(IdxBytes.TrainLabels, IdxBytes.Labels(255, 0, 1, 2));

        Faults.AssertFault("data.label", "label 255 is used and 3 is not", _root, "digits");
    }

    [Fact]
    public void Describe_OblongImages_IsAHeaderFault()
    {
        Put(IdxBytes.TrainImages, IdxBytes.Of([4, 2, 3], new byte[24]));

        Faults.AssertFault("data.header", "2 x 3", _root, "digits");
    }

    [Fact]
    public void Describe_TestImagesOfAnotherSize_IsAHeaderFault()
    {
        Put(IdxBytes.TestImages + ".gz", IdxBytes.Gzip(IdxBytes.Images(2, 4)));

        Faults.AssertFault("data.header", IdxBytes.TestImages, _root, "digits");
    }

    [Fact]
    public void Describe_MissingFile_NamesIt()
    {
        File.Delete(Path.Combine(_root.Path, "digits", IdxBytes.TrainLabels));

        Faults.AssertFault("data.missing", IdxBytes.TrainLabels, _root, "digits");
    }

    [Fact]
    public void Describe_EmptyFile_IsEmpty()
    {
        Put(IdxBytes.TrainImages, []);

        Faults.AssertFault("data.empty", IdxBytes.TrainImages, _root, "digits");
    }

    [Fact]
    public void Describe_FolderInPlaceOfFile_IsMissing()
    {
        var path = Path.Combine(_root.Path, "digits", IdxBytes.TrainImages);
        File.Delete(path);
        Directory.CreateDirectory(path);

        Faults.AssertFault("data.missing", "is a folder", _root, "digits");
    }

    private void Put(string name, byte[] bytes) => _root.Write($"digits/{name}", bytes);
}
