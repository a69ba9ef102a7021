using NasCluster.Domain.Architectures;
using NasCluster.Trainer.Data;
using NasCluster.Trainer.Networks;
using NasCluster.Trainer.Training;

namespace NasCluster.Training;

/// <summary>The product's own epoch: bytes of a data set, shuffled, moved and mirrored, through queue, copy, step and loss.</summary>
internal sealed class TrainerLoop : IContender
{
    private readonly Network _network;
    private readonly int _batch;
    private readonly ImageSet _images = Made.Images(1 << 14);
    private readonly Learner _learner;
    private readonly TrainingPlan _plan;
    private int _epoch;

    public TrainerLoop(Network network, int batch)
    {
        _network = network;
        _batch = batch;
        _learner = new(new GraphModule(network, new() { Seed = 1 }), Recipes.Of(batch));
        _plan = new()
        {
            Candidate = new("bench-1", 1),
            Recipe = Recipes.Of(batch),
            Epochs = 1 << 20,
            Seed = 1,
        };
        Run(3);
    }

    public string Name => "trainer";

    public Timed Run(int steps)
    {
        var options = new LoaderOptions
        {
            BatchSize = _batch,
            Statistics = new([0.5f], [0.25f]),
            Training = true,
            Seed = 1,
            Flip = true,
            Crop = 2,
        };
        using var loader = new BatchLoader(_images, [.. Enumerable.Range(0, steps * _batch)], options);
        using var trainer = new EpochTrainer(_plan, _learner, loader, TimeProvider.System);
        return Timed.Of(steps, () => trainer.Run(++_epoch));
    }

    public void Dispose() => _learner.Dispose();
}
