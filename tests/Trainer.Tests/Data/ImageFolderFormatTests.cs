using NasCluster.Trainer.Data.Formats;

namespace NasCluster.Trainer.Tests.Data;

public sealed class ImageFolderFormatTests : IDisposable
{
    private readonly TempFolder _root = new();

    public ImageFolderFormatTests()
    {
        _root.Write("pets/train/dog/1.png", PngBytes.Grey(4, 4, 40));
        _root.Write("pets/train/cat/1.png", PngBytes.Grey(4, 4, 10));
        _root.Write("pets/train/cat/2.PNG", PngBytes.Grey(4, 4, 20));
        _root.Write("pets/test/dog/1.png", PngBytes.Grey(4, 4, 90));
    }

    public void Dispose() => _root.Dispose();

    [Fact]
    public void Load_GreyFiles_HaveOneChannelAndClassesByName()
    {
        var data = Faults.Load(_root, "pets");

        Assert.Equal([0, 0, 1], data.Train.Labels);
        Assert.Equal([1], data.Test.Labels);
        Assert.Equal((1, 4, 2), (data.Train.Channels, data.Train.Width, data.Train.Classes));
        Assert.Equal([10, 20, 40], data.Train.Pixels.ToArray().Where((_, i) => i % 16 == 0));
        Assert.All(data.Test.Pixels.ToArray(), pixel => Assert.Equal(90, pixel));
    }

    [Fact]
    public void Load_OneColourFile_GivesAllThreeChannels()
    {
        _root.Write("pets/train/dog/2.png", PngBytes.Of(4, 4, (_, _) => [1, 2, 3]));

        var data = Faults.Load(_root, "pets");

        Assert.Equal(3, data.Test.Channels);
        Assert.Equal([1, 2, 3], data.Train.Pixels.Slice(3 * 48, 48).ToArray().Where((_, i) => i % 16 == 0));
        Assert.All(data.Test.Pixels.ToArray(), pixel => Assert.Equal(90, pixel));
    }

    [Fact]
    public void Load_OblongFile_IsCutToItsMiddle()
    {
        _root.Write("pets/train/dog/1.png", PngBytes.Of(8, 4, (x, _) => [(byte)x]));

        var data = Faults.Load(_root, "pets");

        Assert.Equal([2, 3, 4, 5], data.Train.Pixels.ToArray()[32..36]);
        Assert.Equal(4, data.Train.Width);
    }

    [Fact]
    public void Load_FilesOfSeveralSizes_GetTheMostCommonOne()
    {
        _root.Write("pets/train/dog/1.png", PngBytes.Of(2, 2, (x, _) => [(byte)(x * 100)]));
        _root.Write("pets/test/dog/1.png", PngBytes.Of(8, 8, (x, _) => [(byte)(x / 2 * 50)]));

        var data = Faults.Load(_root, "pets");

        Assert.Equal([0, 25, 75, 100], data.Train.Pixels.ToArray()[32..36]);
        Assert.Equal([0, 50, 100, 150], data.Test.Pixels.ToArray()[..4]);
    }

    [Fact]
    public void Load_Jpegs_AreDecoded()
    {
        _root.Write("pets/train/dog/2.jpg", JpegBytes.Red);
        _root.Write("pets/train/cat/3.jpeg", JpegBytes.Grey);

        var data = Faults.Load(_root, "pets");

        Assert.Equal(3, data.Train.Channels);
        Assert.All(data.Train.Pixels.ToArray()[(2 * 48)..(3 * 48)], pixel => Assert.InRange(pixel, 196, 204));
        Assert.All(data.Train.Pixels.ToArray()[(4 * 48)..(4 * 48 + 16)], red => Assert.InRange(red, 190, 210));
        Assert.All(data.Train.Pixels.ToArray()[(4 * 48 + 16)..], other => Assert.InRange(other, 20, 40));
    }

    [Fact]
    public void Describe_PixelBomb_IsRefusedBeforeDecoding()
    {
        _root.Write("pets/train/dog/2.png", PngBytes.Of(100_000, 100_000, 0, new byte[10]));
        var before = GC.GetAllocatedBytesForCurrentThread();

        Faults.AssertFault("data.image", "100000 x 100000", _root, "pets");

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 5_000_000);
    }

    [Fact]
    public void Describe_NegativeSize_IsAnImageFault()
    {
        _root.Write("pets/train/dog/2.png", PngBytes.Of(-4, 4, 0, new byte[10]));

        Faults.AssertFault("data.image", "2.png", _root, "pets");
    }

    [Fact]
    public void Describe_TooFewPixels_IsAnImageFault()
    {
        _root.Write("pets/train/dog/2.png", PngBytes.Of(4, 4, 0, new byte[10]));

        Faults.AssertFault("data.image", "2.png", _root, "pets");
    }

    [Fact]
    public void Read_EachTruncatedPng_IsAnImageFault()
    {
        var png = PngBytes.Of(9, 9, (x, y) => [(byte)(x * y), 7, 9]);
        for (var length = 1; length < png.Length - 12; length++)
        {
            var cut = png[..length];
            Faults.AssertFault("data.image", "x.png", () => SquareImage.Decode("x.png", cut, channels: 3));
        }
    }

    [Fact]
    public void Read_EachTruncatedJpeg_IsAnImageFault()
    {
        for (var length = 1; length < JpegBytes.Red.Length; length++)
        {
            var cut = JpegBytes.Red[..length];
            Faults.AssertFault("data.image", "x.jpg", () => SquareImage.Decode("x.jpg", cut, channels: 3));
        }
    }

    [Fact]
    public void Describe_Cmyk_IsAnImageFault()
    {
        _root.Write("pets/train/dog/2.jpg", JpegBytes.Cmyk);

        Faults.AssertFault("data.image", "CMYK", _root, "pets");
    }

    [Theory]
    [InlineData("2.jpg")]
    [InlineData("2.gif")]
    [InlineData("2")]
    public void Describe_PngUnderAnotherName_IsAnImageFault(string name)
    {
        _root.Write("pets/train/dog/" + name, PngBytes.Grey(4, 4, 1));

        Faults.AssertFault("data.image", "dog/" + name, _root, "pets");
    }

    [Fact]
    public void Describe_ClassWithoutImages_IsEmpty()
    {
        Directory.CreateDirectory(Path.Combine(_root.Path, "pets/train/bird"));

        Faults.AssertFault("data.empty", "train/bird", _root, "pets");
    }

    [Fact]
    public void Describe_TestClassUnknownInTraining_IsALabelFault()
    {
        _root.Write("pets/test/fish/1.png", PngBytes.Grey(4, 4, 1));

        Faults.AssertFault("data.label", "test/fish", _root, "pets");
    }

    [Fact]
    public void Describe_OneClass_IsALabelFault()
    {
        Directory.Delete(Path.Combine(_root.Path, "pets/train/cat"), recursive: true);

        Faults.AssertFault("data.label", "has 1 class folders", _root, "pets");
    }

    [Fact]
    public void Describe_NoTestFolder_IsMissing()
    {
        Directory.Delete(Path.Combine(_root.Path, "pets/test"), recursive: true);

        Faults.AssertFault("data.missing", "test", _root, "pets");
    }
}
