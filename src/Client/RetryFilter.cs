namespace NasCluster.Client;

/// <summary>Repeats calls while no gateway or silo can be reached, with pauses that grow to a second.</summary>
internal sealed class RetryFilter(TimeSpan patience, TimeProvider clock, ClientLife life) : IOutgoingGrainCallFilter
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(1);

    /// <summary>Whether the far side could not be reached, so that the same call may go well in a moment.</summary>
    public static bool IsLoss(Exception exception) =>
        exception
            is SiloUnavailableException
                or OrleansMessageRejectionException
                or Orleans.Runtime.Messaging.ConnectionFailedException
                or ClientNotAvailableException
                or GatewayTooBusyException
                or TimeoutException;

    public async Task Invoke(IOutgoingGrainCallContext context)
    {
        life.ThrowIfOver();
        var start = clock.GetTimestamp();
        for (var pause = FirstPause; ; pause = Min(pause * 2, LongestPause))
        {
            try
            {
                await context.Invoke();
                return;
            }
            catch (Exception e) when (IsLoss(e))
            {
                life.ThrowIfOver();
                var left = patience - clock.GetElapsedTime(start);
                if (left <= TimeSpan.Zero || !IsRepeatable(context))
                {
                    throw new NasConnectionException($"The cluster does not answer: {e.Message}", e);
                }

                await Task.Delay(Min(pause, left), clock, TokenOf(context));
            }
        }
    }

    private static CancellationToken TokenOf(IOutgoingGrainCallContext context) =>
        context.Request?.GetCancellationToken() ?? CancellationToken.None;

    // What became of a change of state is looked at by the caller, who knows what was wanted.
    private static bool IsRepeatable(IOutgoingGrainCallContext context) =>
        context.MethodName != nameof(Contracts.IExperimentGrain.ChangeStateAsync);

    private static TimeSpan Min(TimeSpan first, TimeSpan second) => first < second ? first : second;
}
