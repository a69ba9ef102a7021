using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using NasCluster.Storage;
using NasCluster.Storage.Tests.Postgres;

namespace NasCluster.Silo.Tests;

/// <summary>Row G1: a silo whose clock is far off the database's does not start.</summary>
public sealed class ClockCheckTests(PostgresServer server)
{
    private static readonly CancellationToken Ct = CancellationToken.None;

    [Theory]
    [InlineData(0, true)]
    [InlineData(25, true)]
    [InlineData(-25, true)]
    [InlineData(40, false)]
    [InlineData(-3600, false)]
    public async Task Start_ClocksDiffer_IsRefusedBeyondHalfAMinute(int seconds, bool starts)
    {
        var database = await server.CreateDatabaseAsync();
        var theirs = await PostgresClock.ReadAsync(database.ConnectionString, Ct);
        var options = Options.Create(new SiloOptions { Postgres = database.ConnectionString });
        var check = new ClockCheck(options, new FakeTimeProvider(theirs.AddSeconds(seconds)));

        var error = await Record.ExceptionAsync(() => check.StartAsync(Ct));

        if (starts)
        {
            Assert.Null(error);
        }
        else
        {
            Assert.IsType<SiloStartException>(error);
            Assert.Contains($"{seconds} s off", error.Message, StringComparison.Ordinal);
        }
    }
}
