using System.Text.Json;
using NasCluster.Domain;
using NasCluster.Domain.Architectures;
using NasCluster.Trainer.Data;
using NasCluster.Trainer.Data.Shapes;

namespace NasCluster.Trainer.Tests.Data;

public sealed class ShapeSetTests : IDisposable
{
    private readonly TempFolder _root = new();
    private readonly StringWriter _output = new();
    private readonly StringWriter _error = new();

    public void Dispose()
    {
        _root.Dispose();
        _output.Dispose();
        _error.Dispose();
    }

    [Fact]
    public void MakeShapes_Folder_IsReadAsTheSetThatWasMade()
    {
        Assert.Equal(0, Make("shapes", "6", "3", "24", "5"));

        var made = Faults.Load(_root, "shapes");
        var meant = ShapeSet.Load(ShapeSetOptions.Parse(Path.Combine(_root.Path, "shapes"), ["6", "3", "24", "5"]));
        Assert.Equal(meant.Train.Pixels.ToArray(), made.Train.Pixels.ToArray());
        Assert.Equal(Masks(meant.Train), Masks(made.Train));
        Assert.Equal(meant.Test.Pixels.ToArray(), made.Test.Pixels.ToArray());
        Assert.Equal(["background", "circle", "square", "triangle"], made.ClassNames);
        var description = JsonSerializer.Deserialize(_output.ToString(), DomainJson.Default.DatasetDescription)!;
        Assert.Equal(Faults.Catalog(_root).Describe("shapes"), description);
        Assert.Equal(
            (LearningTask.Segmentation, 4, 24),
            (description.Task, description.Classes, description.Resolution)
        );
    }

    [Fact]
    public void MakeShapes_AfterOneThatWasCutOff_HasOnlyItsOwnImages()
    {
        _root.Write(".shapes.part/train/images/09999.png", PngBytes.Grey(24, 24, 1));
        Directory.CreateDirectory(Path.Combine(_root.Path, "shapes"));

        Assert.Equal(0, Make("shapes", "2", "1", "24", "5"));

        Assert.Equal(2, Faults.Load(_root, "shapes").Train.Count);
        Assert.Single(Directory.EnumerateFileSystemEntries(_root.Path));
    }

    [Fact]
    public void Draw_ManyScenes_HaveEveryClassAndMostlyBackground()
    {
        var set = ShapeSet.Load(new("/none/shapes", 40, 1, 32, 3)).Train;

        var counts = set.Targets.CountPerClass([.. Enumerable.Range(0, 40)], 4);

        Assert.Equal(40 * 32 * 32, counts.Sum());
        Assert.InRange(counts[0] / (double)counts.Sum(), 0.5, 0.85);
        Assert.All(counts, count => Assert.True(count > counts.Sum() / 50));
    }

    [Fact]
    public void Load_SameSeed_IsTheSameSet_AnotherSeedAndSplitAreNot()
    {
        ShapeSetOptions options = new("/none/shapes", 2, 2, 16, 1);

        Assert.Equal(ShapeSet.Load(options).Train.Pixels.ToArray(), ShapeSet.Load(options).Train.Pixels.ToArray());
        Assert.NotEqual(ShapeSet.Load(options).Train.Pixels.ToArray(), ShapeSet.Load(options).Test.Pixels.ToArray());
        Assert.NotEqual(
            ShapeSet.Load(options).Train.Pixels.ToArray(),
            ShapeSet.Load(options with { Seed = 2 }).Train.Pixels.ToArray()
        );
    }

    [Fact]
    public void MakeShapes_FolderWithFiles_IsRefusedAndUntouched()
    {
        _root.Write("shapes/mine.txt", [1]);

        Assert.Equal(2, Make("shapes", "6", "3", "24", "5"));

        Assert.Contains("is there and not empty", _error.ToString(), StringComparison.Ordinal);
        Assert.Single(Directory.EnumerateFileSystemEntries(Path.Combine(_root.Path, "shapes")));
        Assert.Single(Directory.EnumerateFileSystemEntries(_root.Path));
    }

    [Theory]
    [InlineData("shapes", "1", "3", "24", "5", "data.option: train: is 1; expected a whole number from 2 to 100000")]
    [InlineData("shapes", "6", "0", "24", "5", "data.option: test: is 0; expected a whole number from 1")]
    [InlineData("shapes", "6", "3", "9", "5", "data.option: side: is 9; expected a whole number from 16 to 512")]
    [InlineData("shapes", "6", "3", "24", "-1", "data.option: seed: is -1; expected a whole number from 0")]
    [InlineData("no name", "6", "3", "24", "5", "cannot name a data set")]
    public void MakeShapes_WrongInput_SaysWhatIsAllowed(
        string name,
        string train,
        string test,
        string side,
        string seed,
        string message
    )
    {
        Assert.Equal(2, Make(name, train, test, side, seed));

        Assert.Contains(message, _error.ToString(), StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_root.Path));
    }

    private static byte[] Masks(ImageSet images) => ((ClassMasks)images.Targets).Values.ToArray();

    private int Make(string name, params string[] numbers) =>
        DataCommands.Run(
            ["data", "make-shapes", Path.Combine(_root.Path, name), .. numbers, "--json"],
            _output,
            _error,
            Faults.Catalog(_root)
        );
}
