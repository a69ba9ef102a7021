using NasCluster.Domain.Architectures;
using NasCluster.Domain.SearchSpaces;
using NasCluster.Domain.Training;
using NasCluster.Trainer.Data;
using NasCluster.Trainer.Data.Shapes;
using NasCluster.Trainer.Training;

namespace NasCluster.Trainer.Tests.Shared;

/// <summary>Train commands for a made segmentation set.</summary>
internal sealed class ShapeTraining(int train, int test, int side)
{
    private readonly ShapeSetOptions _options = new("/none/shapes", train, test, side, Seed: 1);

    public LoadedDataset Load() => ShapeSet.Load(_options);

    public CandidateTrainer Trainer() =>
        new(new DatasetCache(_ => Load()), Commands.Settings, TimeProvider.System, _ => { });

    public TrainCommand Command(string space, int epochs, params KeyValuePair<string, ParameterValue>[] architecture) =>
        Commands.Create(epochs) with
        {
            Architecture = new(architecture),
            ReferenceArchitecture = new(architecture),
            Recipe = new([new("optimizer", "adam"), new("learningRate", 1e-2), new("batchSize", 8)]),
            Decoder = SpaceCatalog.Find(space)!.Decoder,
            Dataset = new()
            {
                Name = "shapes",
                Folder = "none",
                Task = LearningTask.Segmentation,
                Channels = 3,
                Resolution = side,
                Classes = 4,
                TrainCount = train,
                TestCount = test,
                ContentHash = "shapes-1",
            },
            Data = new()
            {
                Dataset = "shapes",
                ValidationSize = train / 6,
                Flip = true,
            },
            EvaluateTest = true,
        };
}
