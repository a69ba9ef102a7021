using NasCluster.Domain.Architectures;
using NasCluster.Trainer.Data;

namespace NasCluster.Trainer.Tests.Data;

public sealed class SegmentationFolderFormatTests : IDisposable
{
    private readonly TempFolder _root = new();

    public SegmentationFolderFormatTests()
    {
        Pair("train", "a", 4, (x, _) => (byte)(x / 2));
        Pair("train", "b", 4, (_, y) => (byte)(y < 2 ? 2 : 255));
        Pair("test", "c", 4, (_, _) => 1);
    }

    public void Dispose() => _root.Dispose();

    [Fact]
    public void Load_ImagesAndMasks_AreASegmentationSetOfThreeClasses()
    {
        var description = Faults.Catalog(_root).Describe("road");
        var data = Faults.Load(_root, "road");

        Assert.Equal(LearningTask.Segmentation, description.Task);
        Assert.Equal((1, 4, 3), (description.Channels, description.Resolution, description.Classes));
        Assert.Equal((2, 1), (description.TrainCount, description.TestCount));
        Assert.Equal([0, 0, 1, 1], Masks(data.Train)[..4]);
        Assert.Equal([2, 2, 2, 2, 255, 255, 255, 255], Masks(data.Train)[20..28]);
        Assert.Equal([4, 4, 4], data.Train.Targets.CountPerClass([0, 1], 3).Select(n => n / 2));
        Assert.Empty(data.Train.Labels);
        Assert.All(data.Train.Pixels.ToArray(), pixel => Assert.Equal(7, pixel));
        Assert.Equal("segmentation-folder", Faults.Catalog(_root).Find("road").Format);
    }

    [Fact]
    public void Load_ClassNames_SayHowManyClassesThereAre()
    {
        Names("sky\nroad\r\ncar\nunused\n");

        Assert.Equal(4, Faults.Load(_root, "road").Train.Classes);
        Assert.Equal(["sky", "road", "car", "unused"], Faults.Load(_root, "road").ClassNames);
    }

    [Fact]
    public void Load_ClassNames_ArePartOfTheContentHash()
    {
        Names("sky\nroad\ncar\n");
        var before = Faults.Catalog(_root).Describe("road");
        Names("sky\nroad\ntruck\n");

        Faults.AssertFault("dataset-changed", before.ContentHash, () => Faults.Catalog(_root).Load(before));
    }

    [Fact]
    public void Load_OblongAndLargePairs_AreCutAndResizedTogetherAndMasksKeepTheirClasses()
    {
        _root.Write("road/train/images/d.png", PngBytes.Of(16, 8, (x, _) => [(byte)(x * 10)]));
        _root.Write("road/train/masks/d.png", PngBytes.Of(16, 8, (x, _) => [(byte)(x < 8 ? 0 : 2)]));

        var data = Faults.Load(_root, "road");

        Assert.Equal([45, 65, 85, 105], data.Train.Pixels.ToArray()[32..36]);
        Assert.Equal([0, 0, 2, 2], Masks(data.Train)[32..36]);
    }

    [Fact]
    public void Matches_OtherClassFoldersBeside_IsAnImageFolder()
    {
        _root.Write("road/train/photos/x.png", PngBytes.Grey(4, 4, 1));

        Assert.Equal("image-folder", Faults.Catalog(_root).Find("road").Format);
    }

    [Fact]
    public void Describe_ImageWithoutMask_NamesTheMaskThatIsMissing()
    {
        _root.Write("road/train/images/d.png", PngBytes.Grey(4, 4, 1));

        Faults.AssertFault("data.missing", "images/d.png: has no mask; expected train/masks/d.png", _root, "road");
    }

    [Fact]
    public void Describe_MaskWithoutImage_IsMissing()
    {
        _root.Write("road/test/masks/d.png", PngBytes.Grey(4, 4, 1));

        Faults.AssertFault("data.missing", "test/masks/d.png: has no image", _root, "road");
    }

    [Fact]
    public void Describe_MaskOfAnotherSize_NamesBothSizes()
    {
        _root.Write("road/train/masks/a.png", PngBytes.Grey(4, 5, 1));

        Faults.AssertFault("data.image", "masks/a.png: is 4 x 5 pixels; expected 4 x 4", _root, "road");
    }

    [Fact]
    public void Describe_ClassBeyondTheNames_NamesFileValueAndWhatIsAllowed()
    {
        Names("sky\nroad\n");

        Faults.AssertFault("data.label", "masks/b.png: has a pixel of class 2; expected 0 to 1, or 255", _root, "road");
    }

    [Fact]
    public void Describe_TestClassUnknownInTraining_IsALabelFault()
    {
        Pair("test", "d", 4, (x, y) => (byte)(x + y == 0 ? 9 : 0));

        Faults.AssertFault("data.label", "test/masks/d.png: has a pixel of class 9; expected 0 to 2", _root, "road");
    }

    [Fact]
    public void Describe_OneClass_IsALabelFault()
    {
        Pair("train", "a", 4, (_, _) => 0);
        Pair("train", "b", 4, (_, _) => 0);

        Faults.AssertFault("data.label", "expected at least 2 classes", _root, "road");
    }

    [Fact]
    public void Describe_MaskWithoutALabel_IsALabelFault()
    {
        Pair("train", "a", 4, (_, _) => 255);

        Faults.AssertFault("data.label", "masks/a.png: is 255 throughout", _root, "road");
    }

    [Fact]
    public void Describe_ColouredMask_SaysWhatAMaskIs()
    {
        _root.Write("road/train/masks/a.png", PngBytes.Of(4, 4, (_, _) => [1, 1, 1]));

        Faults.AssertFault(
            "data.image",
            "colour type 2 with 8 bits; expected grey (0) or a palette (3)",
            _root,
            "road"
        );
    }

    [Theory]
    [InlineData("train/masks/a.jpg", "has another ending; expected .png")]
    [InlineData("train/images/a.gif", "has another ending; expected .png, .jpg, .jpeg")]
    [InlineData("train/images/a.jpeg", "has the name of another file")]
    public void Describe_WrongName_IsAnImageFault(string name, string message)
    {
        _root.Write("road/" + name, JpegBytes.Red);

        Faults.AssertFault("data.image", message, _root, "road");
    }

    [Theory]
    [InlineData("train/masks")]
    [InlineData("test/images")]
    [InlineData("test")]
    public void Describe_FolderIsMissing_SaysWhich(string folder)
    {
        Directory.Delete(Path.Combine(_root.Path, "road", folder), recursive: true);

        Faults.AssertFault("data.missing", folder, _root, "road");
    }

    [Theory]
    [InlineData("sky\n", "has 1 lines; expected 2 to 255")]
    [InlineData("sky\n\nroad", "line 2 is empty; expected the name of class 1")]
    [InlineData("sky\nroad\nsky", "'sky' stands there twice")]
    public void Describe_WrongClassNames_IsALabelFault(string names, string message)
    {
        Names(names);

        Faults.AssertFault("data.label", message, _root, "road");
    }

    [Fact]
    public void Check_SegmentationSet_CountsPixelsAndNames()
    {
        Names("sky\nroad\ncar\nunused\n");
        var catalog = Faults.Catalog(_root);
        using var output = new StringWriter();

        Assert.Equal(0, DataCommands.Run(["check", "road"], output, TextWriter.Null, catalog));
        Assert.Equal(0, DataCommands.Run(["list"], output, TextWriter.Null, catalog));

        var text = output.ToString();
        Assert.Contains("road for segmentation in", text, StringComparison.Ordinal);
        Assert.Contains("2 training and 1 test images in 4 classes", text, StringComparison.Ordinal);
        Assert.Contains("classes: sky road car unused", text, StringComparison.Ordinal);
        Assert.Contains("training pixels per class: 8 8 8 0", text, StringComparison.Ordinal);
        Assert.Contains("warning: 1 of 4 classes have no pixel in train", text, StringComparison.Ordinal);
        Assert.Matches("road +segmentation +segmentation-folder", text);
    }

    private static byte[] Masks(ImageSet images) => ((ClassMasks)images.Targets).Values.ToArray();

    private void Pair(string split, string name, int side, Func<int, int, byte> label)
    {
        _root.Write($"road/{split}/images/{name}.png", PngBytes.Grey(side, side, 7));
        _root.Write($"road/{split}/masks/{name}.png", PngBytes.Of(side, side, (x, y) => [label(x, y)]));
    }

    private void Names(string text) => _root.Write("road/classes.txt", System.Text.Encoding.UTF8.GetBytes(text));
}
