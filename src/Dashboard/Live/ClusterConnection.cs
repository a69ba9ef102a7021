using NasCluster.Client;
using NasCluster.Dashboard.Hosting;

namespace NasCluster.Dashboard.Live;

/// <summary>Connects to the cluster at start and as often as it takes; once connected, the client finds its silos again by itself.</summary>
internal sealed partial class ClusterConnection(
    DashboardOptions options,
    TimeProvider clock,
    ILogger<ClusterConnection> logger
) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan FirstPatience = TimeSpan.FromSeconds(5);
    private readonly TaskCompletionSource _connected = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private NasClient? _client;

    /// <exception cref="ClusterAwayException">There is no connection yet.</exception>
    public NasClient Client =>
        _client
        ?? throw new ClusterAwayException(
            $"The cluster at '{options.Gateway}' does not answer; the dashboard tries again and again."
        );

    public bool IsConnected => _client is not null;

    /// <summary>Waits a while for the first connection; goes on without where there is none.</summary>
    public async Task FirstAsync(CancellationToken ct)
    {
        try
        {
            await _connected.Task.WaitAsync(FirstPatience, clock, ct);
        }
        catch (TimeoutException)
        {
            // Pages say so until it is there.
        }
    }

    public override void Dispose()
    {
        _client?.DisposeAsync().AsTask().Wait(Pause);
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        while (_client is null)
        {
            try
            {
                _client = await NasClient.ConnectAsync(options.Gateway, options.ClusterId, stoppingToken);
                _connected.TrySetResult();
            }
            catch (NasConnectionException e)
            {
                LogAway(e.Message);
                await Task.Delay(Pause, clock, stoppingToken);
            }
        }
    }

    [LoggerMessage(LogLevel.Warning, "{Message}")]
    private partial void LogAway(string message);
}
