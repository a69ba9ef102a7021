using NasCluster.Domain.Experiments;
using NasCluster.Domain.SearchSpaces;
using NasCluster.Domain.Training;
using NasCluster.Trainer.Runtime;
using NasCluster.Trainer.Training;

namespace NasCluster.Trainer.Tests.Shared;

/// <summary>Train commands for stripes.</summary>
internal static class Commands
{
    public const int TrainImages = 96;
    public const int TestImages = 30;

    public static TrainerSettings Settings { get; } = new("cpu", 1, null);

    public static Configuration Smallest { get; } = SmallestOf(SpaceCatalog.Find(SmallImageSpace.Name)!);

    public static TrainCommand Create(int epochs = 2, string nonce = "n1") =>
        new()
        {
            Nonce = nonce,
            Candidate = new("exp", 7),
            Architecture = Smallest.Architecture,
            Recipe = Smallest.Recipe,
            Decoder = SpaceCatalog.Find(SmallImageSpace.Name)!.Decoder,
            ReferenceArchitecture = Smallest.Architecture,
            Dataset = new()
            {
                Name = "stripes",
                Folder = "none",
                Channels = 1,
                Resolution = TinyNetwork.Side,
                Classes = Stripes.Classes,
                TrainCount = TrainImages,
                TestCount = TestImages,
                ContentHash = "stripes-1",
            },
            Data = new()
            {
                Dataset = "stripes",
                ValidationSize = 24,
                Crop = 1,
                Flip = true,
            },
            Epochs = epochs,
            Seed = 11,
            SplitSeed = 3,
        };

    public static CandidateTrainer Trainer(TrainerSettings? settings = null) =>
        new(
            new DatasetCache(_ => Stripes.Load(TinyNetwork.Side, TrainImages, TestImages)),
            settings ?? Settings,
            TimeProvider.System,
            _ => { }
        );

    private static Configuration SmallestOf(SearchSpace space)
    {
        var smallest = space.At(new double[space.Dimensions.Length]);
        return smallest with { Recipe = smallest.Recipe.With("batchSize", 32) };
    }
}
