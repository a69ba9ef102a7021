using NasCluster.Cli.Output;
using NasCluster.Client;
using NasCluster.Domain.Experiments;
using Spectre.Console;

namespace NasCluster.Cli.Commands;

/// <summary>Shows an experiment's events until it has ended: a bar on a terminal, plain lines elsewhere.</summary>
internal sealed class RunFollower(ExperimentHandle experiment, ExperimentSpec spec, Task<string> workerFault)
{
    private const int BarSteps = 1000;
    private readonly RunProgress _progress = new(spec, TimeProvider.System);
    private readonly DateTimeOffset _start = TimeProvider.System.GetUtcNow();

    /// <returns>The final result.</returns>
    /// <exception cref="CommandException">The worker cannot train.</exception>
    public async Task<ExperimentResult> FollowAsync(bool interactive, CancellationToken ct)
    {
        if (interactive)
        {
            await Messages
                .Terminal.Progress()
                .AutoClear(true)
                .HideCompleted(true)
                .Columns(
                    new ProgressBarColumn(),
                    new PercentageColumn(),
                    new TaskDescriptionColumn { Alignment = Justify.Left }
                )
                .StartAsync(context => FollowOnTerminalAsync(context.AddTask("starting", maxValue: BarSteps), ct));
        }
        else
        {
            await foreach (var (item, result) in EventsAsync(ct))
            {
                WriteLine(item, result);
            }
        }

        return (await experiment.GetResultAsync(ct))!;
    }

    private async Task FollowOnTerminalAsync(ProgressTask task, CancellationToken ct)
    {
        await foreach (var (item, result) in EventsAsync(ct))
        {
            task.Value = _progress.Share * BarSteps;
            task.Description = Markup.Escape(_progress.Describe(result));
            if (item.Kind is ExperimentEventKind.Failed)
            {
                Messages.Terminal.WriteLine(Text(item));
            }
        }
    }

    private async IAsyncEnumerable<(ExperimentEvent Event, ExperimentResult Result)> EventsAsync(
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct
    )
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var fault = workerFault.ContinueWith(_ => either.Cancel(), TaskScheduler.Default);
        await using var events = experiment.WatchAsync(ct: either.Token).GetAsyncEnumerator(either.Token);
        while (await NextAsync(events))
        {
            var item = events.Current;
            if (item.Kind == ExperimentEventKind.Epoch)
            {
                _progress.AddEpoch(item.Candidate ?? 0, earlier: item.At < _start);
            }

            if (await experiment.GetResultAsync(ct) is { } result)
            {
                yield return (item, result);
            }
        }
    }

    private async Task<bool> NextAsync(IAsyncEnumerator<ExperimentEvent> events)
    {
        try
        {
            return await events.MoveNextAsync();
        }
        catch (OperationCanceledException) when (workerFault.IsCompleted)
        {
            throw new CommandException(ExitCode.WrongEnvironment, await workerFault);
        }
    }

    private void WriteLine(ExperimentEvent item, ExperimentResult result)
    {
        if (item.At >= _start && item.Kind is not (ExperimentEventKind.Epoch or ExperimentEventKind.Started))
        {
            Messages.Note($"{Text(item)} | {_progress.Describe(result)}");
        }
    }

    private static string Text(ExperimentEvent item)
    {
        var who = item.Candidate is { } number ? $"candidate {number} " : "";
        return $"{who}{ResultText.Word(item.Kind)}: {item.Detail}";
    }
}
