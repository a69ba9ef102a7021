using NasCluster.Domain.SearchSpaces;
using NasCluster.Domain.Training;
using NasCluster.Trainer.Data;

namespace NasCluster.Trainer.Doctor;

/// <summary>A training for measurements: the middle of the small built-in space on random images, so that no data is needed.</summary>
internal static class MadeTraining
{
    private const int Side = 28;
    private const int Classes = 10;
    private const int TestCount = 512;

    /// <param name="images">Training images, those held out for validation included.</param>
    /// <param name="epochs">At least 1.</param>
    /// <param name="checkpoints">An existing folder, or null.</param>
    public static TrainCommand Command(int images, int epochs, string? checkpoints)
    {
        var space = SpaceCatalog.Find(SmallImageSpace.Name)!;
        var middle = space.Reference();
        return new()
        {
            Nonce = "made",
            Candidate = new("made", 1),
            Architecture = middle.Architecture,
            Recipe = middle.Recipe,
            Decoder = space.Decoder,
            ReferenceArchitecture = middle.Architecture,
            Dataset = new()
            {
                Name = "made",
                Folder = "",
                Channels = 1,
                Resolution = Side,
                Classes = Classes,
                TrainCount = images,
                TestCount = TestCount,
                ContentHash = "",
            },
            Data = new()
            {
                Dataset = "made",
                ValidationSize = TestCount,
                Flip = true,
                Crop = 2,
            },
            Epochs = epochs,
            Seed = 1,
            SplitSeed = 1,
            CheckpointFolder = checkpoints,
        };
    }

    /// <summary>One epoch of the smallest network of the space in batches of 32.</summary>
    /// <param name="trained">Images to train on.</param>
    /// <param name="validated">Images held out.</param>
    public static TrainCommand SmallestCommand(int trained, int validated)
    {
        var command = Command(trained + validated, epochs: 1, checkpoints: null);
        var space = SpaceCatalog.Find(SmallImageSpace.Name)!;
        return command with
        {
            Architecture = space.At(new double[space.Dimensions.Length]).Architecture,
            Recipe = command.Recipe.With("batchSize", 32),
            Data = command.Data with { ValidationSize = validated },
        };
    }

    public static LoadedDataset Images(int count) => new(Set(count), Set(TestCount));

    private static ImageSet Set(int count)
    {
        var random = new Random(1);
        var pixels = new byte[count * Side * Side];
        random.NextBytes(pixels);
        return new(pixels, [.. Enumerable.Range(0, count).Select(i => i % Classes)], 1, Side, Side, Classes);
    }
}
