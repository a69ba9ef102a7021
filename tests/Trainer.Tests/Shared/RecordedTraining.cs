using NasCluster.Domain.Candidates;
using NasCluster.Domain.Recipes;
using NasCluster.Trainer.Networks;
using NasCluster.Trainer.Training;

namespace NasCluster.Trainer.Tests.Shared;

/// <summary>A training of the tiny network on stripes, and what it reported.</summary>
internal sealed class RecordedTraining : IDisposable
{
    private readonly TrainingData _data;
    private readonly TrainingRun _run;

    public RecordedTraining(
        TrainingRecipe recipe,
        int epochs,
        string? folder = null,
        CheckpointRef? resume = null,
        ulong weights = 5
    )
    {
        var command = Commands.Create(epochs);
        _data = TrainingData.Of(
            Stripes.Load(TinyNetwork.Side, Commands.TrainImages, Commands.TestImages),
            command,
            recipe
        );
        Learner = new(new GraphModule(TinyNetwork.Create(), new() { Seed = weights }), recipe);
        var plan = new TrainingPlan
        {
            Candidate = command.Candidate,
            Recipe = recipe,
            Epochs = epochs,
            Seed = command.Seed,
            CheckpointFolder = folder,
            Resume = resume,
        };
        _run = new(plan, Learner, _data, TimeProvider.System, Log.Add);
    }

    public Learner Learner { get; }

    public List<EpochReport> Reports { get; } = [];

    public List<CheckpointRef> Checkpoints { get; } = [];

    public List<string> Log { get; } = [];

    /// <summary>What must be equal to the bit between two trainings.</summary>
    public IEnumerable<(int Epoch, double Loss, double ValidationLoss, double Accuracy)> Figures =>
        Reports.Select(report => (report.Epoch, report.Loss, report.ValidationLoss, report.Accuracy));

    public byte[] Weights => Learner.Module.Tensors.Flat.bytes.ToArray();

    /// <summary>Called after each report, before the answer to it.</summary>
    public Action<EpochReport>? Reported { get; init; }

    public TrainingOutcome Run() => _run.Run(Record);

    /// <summary>Trains until the process would be killed: after the report of an epoch, without a word.</summary>
    public void RunAndDie(int epoch) =>
        Assert.Throws<TimeoutException>(() =>
            _run.Run(
                (report, checkpoint) =>
                    Record(report, checkpoint) && report.Epoch < epoch ? true : throw new TimeoutException("killed")
            )
        );

    public void Dispose()
    {
        Learner.Dispose();
        _data.Dispose();
    }

    private bool Record(EpochReport report, CheckpointRef? checkpoint)
    {
        Reports.Add(report);
        if (checkpoint is not null)
        {
            Checkpoints.Add(checkpoint);
        }

        Reported?.Invoke(report);
        return true;
    }
}
