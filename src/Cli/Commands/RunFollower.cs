using NasCluster.Cli.Output;
using NasCluster.Client;
using NasCluster.Domain.Experiments;
using Spectre.Console;

namespace NasCluster.Cli.Commands;

/// <summary>Shows an experiment's events until it has ended: a bar on a terminal, plain lines elsewhere.</summary>
/// <param name="experiment">The experiment.</param>
/// <param name="spec">What was submitted.</param>
/// <param name="workerFault">Completes with a reason where the worker cannot train.</param>
/// <param name="since">Events before it happened before this command: they count as progress made earlier.</param>
/// <param name="fromStart">Where it is no terminal: lines of what happened before, too.</param>
internal sealed class RunFollower(
    ExperimentHandle experiment,
    ExperimentSpec spec,
    Task<string> workerFault,
    DateTimeOffset since,
    bool fromStart = false
)
{
    private const int BarSteps = 1000;
    private static readonly TimeSpan ResultAge = TimeSpan.FromMilliseconds(250);
    private readonly RunProgress _progress = new(spec, TimeProvider.System);
    private (ExperimentResult Result, long At)? _known;
    private string? _stage;

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
            _progress.Observe(item, earlier: item.At < since);
            yield return (item, await ResultAsync(ct));
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

    /// <summary>Where the experiment stands, asked for a few times a second at most.</summary>
    private async Task<ExperimentResult> ResultAsync(CancellationToken ct)
    {
        if (_known is not { } known || TimeProvider.System.GetElapsedTime(known.At) > ResultAge)
        {
            _known = known = ((await experiment.GetResultAsync(ct))!, TimeProvider.System.GetTimestamp());
        }

        return known.Result;
    }

    private void WriteLine(ExperimentEvent item, ExperimentResult result)
    {
        var isOld = item.At < since;
        if (IsNews(item) && (fromStart || !isOld))
        {
            // Where the experiment stands now says nothing about where it stood then.
            Messages.Note(isOld ? Text(item) : $"{Text(item)} | {_progress.Describe(result)}");
        }
    }

    /// <summary>Epochs are too many for lines, and so are proposals of a stage that was named before.</summary>
    private bool IsNews(ExperimentEvent item)
    {
        if (item.Kind != ExperimentEventKind.Proposed)
        {
            return item.Kind is not (ExperimentEventKind.Epoch or ExperimentEventKind.Started);
        }

        var before = _stage;
        _stage = item.Detail[(item.Detail.IndexOf(':', StringComparison.Ordinal) + 1)..];
        return _stage != before;
    }

    private static string Text(ExperimentEvent item)
    {
        var who = item.Candidate is { } number ? $"candidate {number} " : "";
        return $"{who}{ResultText.Word(item.Kind)}: {item.Detail}";
    }
}
