namespace NasCluster.Client;

/// <summary>Goes on trying to connect until the time is up.</summary>
internal sealed class ConnectRetry(TimeSpan patience, TimeProvider clock) : IClientConnectionRetryFilter
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(300);
    private readonly long _start = clock.GetTimestamp();

    public async Task<bool> ShouldRetryConnectionAttempt(Exception exception, CancellationToken cancellationToken)
    {
        if (clock.GetElapsedTime(_start) + Pause >= patience || cancellationToken.IsCancellationRequested)
        {
            return false;
        }

        await Task.Delay(Pause, clock, cancellationToken);
        return true;
    }
}
