using NasCluster.Domain.Candidates;

namespace NasCluster.Storage.Postgres;

/// <summary>A waiting write with its answer.</summary>
internal abstract class QueuedWrite<T>(CandidateId? candidate, CancellationToken ct) : QueuedWrite(candidate, ct)
{
    // The callers' code must not run on the lane.
    private readonly TaskCompletionSource<T> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<T> Task => _answer.Task;

    /// <summary>What the caller will be told; set anew by every try.</summary>
    public T Answer { get; set; } = default!;

    public sealed override void Deliver() => _answer.TrySetResult(Answer);

    public sealed override void Fail(Exception error) => _answer.TrySetException(error);

    public sealed override void Cancel() => _answer.TrySetCanceled(Ct);
}
