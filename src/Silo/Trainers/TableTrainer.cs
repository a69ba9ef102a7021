using NasCluster.Domain.Candidates;
using NasCluster.Domain.Experiments;
using NasCluster.Domain.Ranking;
using NasCluster.Domain.Tables;
using NasCluster.Domain.Training;

namespace NasCluster.Silo.Trainers;

/// <summary>Answers for one candidate from the experiment's table, in this process and in microseconds.</summary>
internal sealed class TableTrainer(Experiment experiment) : ITrainerLink
{
    private readonly Queue<TrainerMessage> _messages = new();

    public void Send(TrainerCommand command)
    {
        switch (command)
        {
            case TrainCommand train:
                Train(train);
                break;
            case DirectiveCommand { Continue: false } stop:
                var left = _messages.Count - 1;
                _messages.Clear();
                Fail(stop.Nonce, FailureKind.Stopped, $"Stopped {left} epochs before its end.");
                break;
        }
    }

    public Task<TrainerMessage?> ReceiveAsync(CancellationToken ct) =>
        Task.FromResult(_messages.TryDequeue(out var message) ? message : null);

    private void Train(TrainCommand command)
    {
        var seed = experiment.Spec.Seed;
        var configuration = new Domain.SearchSpaces.Configuration(command.Architecture, command.Recipe);
        var table = TableOf(command.Nonce);
        if (table?.Measure(configuration, command.Epochs, seed) is not { } result)
        {
            if (table is not null)
            {
                Fail(command.Nonce, FailureKind.Invalid, "The table has no such configuration.");
            }

            return;
        }

        if (!experiment.Spec.Constraints.Allow(name => Metric.Of(result, name)))
        {
            Fail(command.Nonce, FailureKind.Infeasible, "A cost in the table is beyond a hard limit.");
            return;
        }

        for (var epoch = 1; table.HasCurves && epoch <= command.Epochs; epoch++)
        {
            var reached = table.Measure(configuration, epoch, seed)!;
            var report = new EpochReport(epoch, reached.Loss, reached.Loss, reached.Accuracy, reached.StepTimeMs, 0, 0);
            _messages.Enqueue(new EpochMessage(command.Nonce, report));
        }

        _messages.Enqueue(new ResultMessage(command.Nonce, result));
    }

    private CandidateTable? TableOf(string nonce)
    {
        try
        {
            return TableCache.Of(experiment.Spec)!;
        }
        catch (InvalidTableException e)
        {
            Fail(nonce, FailureKind.Invalid, e.Message);
            return null;
        }
    }

    private void Fail(string nonce, FailureKind kind, string message) =>
        _messages.Enqueue(new FailedMessage(nonce, new(kind, message)));
}
