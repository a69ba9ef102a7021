using System.Runtime.CompilerServices;
using NasCluster.Domain.Experiments;
using NasCluster.Trainer.Data;

namespace NasCluster.Trainer.Tests.Data;

public sealed class DatasetCatalogTests : IDisposable
{
    private readonly TempFolder _root = new();
    private readonly TempFolder _other = new();

    public DatasetCatalogTests() => IdxBytes.WriteDataset(_root, "digits");

    public void Dispose()
    {
        _root.Dispose();
        _other.Dispose();
    }

    [Fact]
    public void Names_SeveralFolders_ListsThoseInAKnownFormat()
    {
        IdxBytes.WriteDataset(_root, "a.second_one-2");
        _root.Write("notes/readme.txt", [1]);
        IdxBytes.WriteDataset(_root, "not a name");

        Assert.Equal(["a.second_one-2", "digits"], Faults.Catalog(_root).Names);
    }

    [Fact]
    public void Describe_SmallDataset_SaysWhatItIs()
    {
        var description = Faults.Catalog(_root).Describe("digits");

        var expected = new DatasetDescription
        {
            Name = "digits",
            Folder = CanonicalPath.Of(Path.Combine(_root.Path, "digits")),
            Channels = 1,
            Resolution = 3,
            Classes = 3,
            TrainCount = 4,
            TestCount = 2,
            ContentHash = description.ContentHash,
        };
        Assert.Equal(expected, description);
        Assert.Matches("^[0-9a-f]{64}$", description.ContentHash);
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("../digits")]
    [InlineData("digits/")]
    [InlineData("./digits")]
    [InlineData("/usr/share/datasets/fashion-mnist")]
    [InlineData("a\\digits")]
    [InlineData("C:digits")]
    [InlineData("digits\0")]
    [InlineData("digits\n")]
    [InlineData("%2e%2e")]
    [InlineData("~")]
    [InlineData(".hidden")]
    public void Describe_APathInPlaceOfAName_IsAPathFault(string name) =>
        Faults.AssertFault("data.path", "is no name", _root, name);

    [Fact]
    public void Describe_UnknownName_OffersTheNearestAndAll()
    {
        IdxBytes.WriteDataset(_root, "letters");

        Faults.AssertFault("data.missing", "did you mean 'digits'? expected one of: digits, letters", _root, "digit");
    }

    [Fact]
    public void Describe_UnknownFormat_SaysWhatIsKnown()
    {
        _root.Write("notes/readme.txt", [1]);

        Faults.AssertFault("data.missing", "known format", _root, "notes");
    }

    [Fact]
    public void Describe_FolderLinkOutOfTheRoot_IsAPathFault()
    {
        IdxBytes.WriteDataset(_other, "secret");
        Directory.CreateSymbolicLink(Path.Combine(_root.Path, "linked"), Path.Combine(_other.Path, "secret"));

        Faults.AssertFault("data.path", "secret", _root, "linked");
    }

    [Fact]
    public void Describe_FileLinkOutOfTheRoot_IsAPathFault()
    {
        var path = Path.Combine(_root.Path, "digits", IdxBytes.TrainImages);
        File.Move(path, Path.Combine(_other.Path, "images"));
        File.CreateSymbolicLink(path, Path.Combine(_other.Path, "images"));

        Faults.AssertFault("data.path", "images", _root, "digits");
    }

    [Fact]
    public void Describe_RelativeLinkOverALinkOutOfTheRoot_IsAPathFault()
    {
        IdxBytes.WriteDataset(_other, "secret");
        Directory.CreateSymbolicLink(Path.Combine(_root.Path, "step"), _other.Path);
        Directory.CreateSymbolicLink(Path.Combine(_root.Path, "linked"), "digits/../step/secret");

        Faults.AssertFault("data.path", "secret", _root, "linked");
    }

    [Fact]
    public void Describe_RootWhoseNameStartsTheSame_IsAPathFault()
    {
        using var root = new TempFolder();
        IdxBytes.WriteDataset(root, "inner-2/secret");
        Directory.CreateDirectory(Path.Combine(root.Path, "inner"));
        Directory.CreateSymbolicLink(Path.Combine(root.Path, "inner/linked"), "../inner-2/secret");

        Faults.AssertFault(
            "data.path",
            "inner-2",
            () => new DatasetCatalog([Path.Combine(root.Path, "inner")], null).Describe("linked")
        );
    }

    [Fact]
    public void Describe_LinkInsideOfTheRoot_IsFollowed()
    {
        Directory.CreateSymbolicLink(Path.Combine(_root.Path, "same"), "digits");
        var catalog = Faults.Catalog(_root);

        Assert.Equal(catalog.Describe("digits").ContentHash, catalog.Describe("same").ContentHash);
        Assert.Equal(["digits", "same"], catalog.Names);
    }

    [Fact]
    public void Describe_RootThatIsALink_IsFollowed()
    {
        var link = Path.Combine(_other.Path, "root");
        Directory.CreateSymbolicLink(link, _root.Path);

        Assert.Equal(4, new DatasetCatalog([link], null).Describe("digits").TrainCount);
    }

    [Fact]
    public void Describe_LinksInACircle_EndsWithAFault()
    {
        var path = Path.Combine(_root.Path, "digits", IdxBytes.TrainImages);
        File.Delete(path);
        File.CreateSymbolicLink(path, path + "-2");
        File.CreateSymbolicLink(path + "-2", path);

        Faults.AssertFault("data.missing", "links", _root, "digits");
    }

    [Fact]
    public void Describe_DeviceInPlaceOfAFile_IsRefused()
    {
        Assert.SkipUnless(File.Exists("/dev/zero"), "there is no /dev/zero");
        var path = Path.Combine(_root.Path, "digits", IdxBytes.TrainImages);
        File.Delete(path);
        File.CreateSymbolicLink(path, "/dev/zero");

        // With the root of the file system as the only fence the device itself must be refused.
        Faults.AssertFault("data.path", "/dev/zero", _root, "digits");
        var dataset = Path.Combine(_root.Path, "digits")[1..];
        Faults.AssertFault("data.empty", "/dev/zero", () => new DatasetFolder("/", dataset).Read(IdxBytes.TrainImages));
    }

    [Fact]
    public void Describe_NameInTwoRoots_TakesTheFirst()
    {
        IdxBytes.WriteDataset(_other, "digits");
        _other.Write("digits/" + IdxBytes.TrainImages, IdxBytes.Images(4, 3, first: 50));

        var folder = new DatasetCatalog([_other.Path, _root.Path], null).Describe("digits").Folder;

        Assert.Equal(CanonicalPath.Of(Path.Combine(_other.Path, "digits")), folder);
    }

    [Fact]
    public void Describe_FashionMnistWithoutTheWholeSet_IsTheSample()
    {
        IdxBytes.WriteDataset(_root, "fashion-mnist-sample");
        var catalog = new DatasetCatalog([_other.Path], new DatasetRoot(_root.Path));

        Assert.EndsWith("/fashion-mnist-sample", catalog.Describe("fashion-mnist").Folder, StringComparison.Ordinal);
        Assert.Equal(["digits", "fashion-mnist", "fashion-mnist-sample"], catalog.Names);
    }

    [Fact]
    public void Describe_FashionMnistWithTheWholeSet_IsTheWholeSet()
    {
        IdxBytes.WriteDataset(_root, "fashion-mnist-sample");
        IdxBytes.WriteDataset(_other, "fashion-mnist");
        IdxBytes.WriteDataset(_other, "fashion-mnist-sample");
        var catalog = new DatasetCatalog([_other.Path], new DatasetRoot(_root.Path));

        Assert.EndsWith("/fashion-mnist", catalog.Describe("fashion-mnist").Folder, StringComparison.Ordinal);
        Assert.StartsWith(
            CanonicalPath.Of(_root.Path),
            catalog.Describe("fashion-mnist-sample").Folder,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void ContentHash_FileThatIsNotRead_DoesNotCount()
    {
        var before = Faults.Catalog(_root).Describe("digits").ContentHash;
        _root.Write("digits/README.md", [1, 2, 3]);

        Assert.Equal(before, Faults.Catalog(_root).Describe("digits").ContentHash);
    }

    [Fact]
    public void Load_OneByteChanged_IsAnotherDataset()
    {
        var description = Faults.Catalog(_root).Describe("digits");
        var images = IdxBytes.Images(4, 3);
        images[^1] ^= 1;
        _root.Write("digits/" + IdxBytes.TrainImages, images);

        Faults.AssertFault("dataset-changed", description.ContentHash, () => Faults.Catalog(_root).Load(description));
    }

    [Fact]
    public void Load_FileGoneOrBroken_IsAnotherDataset()
    {
        var description = Faults.Catalog(_root).Describe("digits");
        File.Delete(Path.Combine(_root.Path, "digits", IdxBytes.TrainLabels));

        Faults.AssertFault("dataset-changed", "data.missing", () => Faults.Catalog(_root).Load(description));
    }

    [Fact]
    public void Load_DescribedOnAnotherMachine_IsFoundByName()
    {
        var description = Faults.Catalog(_root).Describe("digits") with { Folder = "/somewhere/else" };

        Assert.Equal(4, Faults.Catalog(_root).Load(description).Train.Count);
    }

    [Fact]
    public void Shipped_FolderFarBelow_FindsDataAbove()
    {
        IdxBytes.WriteDataset(_other, "data/fashion-mnist-sample");
        var start = Directory.CreateDirectory(Path.Combine(_other.Path, "artifacts/bin/x")).FullName;

        Assert.Equal(Path.Combine(_other.Path, "data"), DatasetRoot.Shipped(start)?.Path);
        Assert.Equal(Path.Combine(_other.Path, "data"), DatasetRoot.Shipped(_other.Path)?.Path);
        Assert.Null(DatasetRoot.Shipped(_root.Path));
    }

    [Fact]
    public void Describe_ShippedSample_IsTheOneThatWasCommitted()
    {
        var shipped = DatasetRoot.Shipped(SourceFolder());
        Assert.SkipWhen(shipped is null, "the tests run without their repository");
        var catalog = new DatasetCatalog([], shipped);

        var description = catalog.Describe("fashion-mnist-sample");
        var data = catalog.Load(description);

        Assert.Equal((1, 28, 10), (description.Channels, description.Resolution, description.Classes));
        Assert.Equal((4400, 1000), (description.TrainCount, description.TestCount));
        Assert.Equal("2b693874117ba7aa066c33374a8a2fd65a1d31fc6f278202e26cbcf05f7a4d88", description.ContentHash);
        Assert.Equal([9, 0, 0, 3], data.Train.Labels[..4]);
        Assert.Equal([9, 2, 1, 1], data.Test.Labels[..4]);
    }

    [Fact]
    public void Describe_WholeFashionMnist_IsReadWhereItIsInstalled()
    {
        var catalog = new DatasetCatalog([DatasetRoot.SystemPath], null);
        Assert.SkipUnless(catalog.Names.Contains("fashion-mnist"), "Debian's dataset-fashion-mnist is not installed");

        var description = catalog.Describe("fashion-mnist");

        Assert.Equal((60_000, 10_000, 10), (description.TrainCount, description.TestCount, description.Classes));
    }

    private static string SourceFolder([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
