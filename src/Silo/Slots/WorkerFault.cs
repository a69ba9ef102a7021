namespace NasCluster.Silo.Slots;

/// <summary>Why this silo's worker cannot work; never completes while it can.</summary>
public sealed class WorkerFault
{
    private readonly TaskCompletionSource<string> _reason = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<string> Reason => _reason.Task;

    public void Report(string reason) => _reason.TrySetResult(reason);
}
