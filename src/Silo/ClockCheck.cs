using System.Globalization;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using NasCluster.Storage;

namespace NasCluster.Silo;

/// <summary>
/// Refuses to start where this machine's clock and the database's differ by more than half a minute. Leases are the
/// database's time, so nothing would be lost, but Orleans' membership and every log line would mislead.
/// </summary>
internal sealed class ClockCheck(IOptions<SiloOptions> options, TimeProvider clock) : IHostedService
{
    private static readonly TimeSpan MostSkew = TimeSpan.FromSeconds(30);

    /// <exception cref="SiloStartException">The clocks differ by too much.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (options.Value.Postgres is not { } connection)
        {
            return;
        }

        var theirs = await PostgresClock.ReadAsync(connection, cancellationToken);
        var skew = clock.GetUtcNow() - theirs;
        if (skew.Duration() > MostSkew)
        {
            var seconds = Math.Round(skew.TotalSeconds).ToString(CultureInfo.InvariantCulture);
            throw new SiloStartException(
                $"This machine's clock is {seconds} s off the database's; at most {MostSkew.TotalSeconds} s are allowed. Set it (NTP)."
            );
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
