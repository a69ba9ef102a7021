using System.Net.Sockets;
using NasCluster.Domain.Ports;
using Npgsql;

namespace NasCluster.Storage.Tests.Postgres;

public sealed class StoreOutageTests
{
    [Fact]
    public void Of_AnotherLibrarysErrorOverTheDrivers_NamesTheDatabase()
    {
        var driver = new NpgsqlException("Exception while reading", new TimeoutException("too late"));

        var away = StoreOutage.Of(new InvalidOperationException("membership", driver));

        Assert.Contains("The database is away: Exception while reading", away?.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_TheStoresOwnError_IsThatError()
    {
        var error = new StoreAwayException("away");

        Assert.Same(error, StoreOutage.Of(new AggregateException(error)));
    }

    [Fact]
    public void Of_PortInUse_IsNoOutage() =>
        Assert.Null(StoreOutage.Of(new IOException("bind", new SocketException((int)SocketError.AddressAlreadyInUse))));

    [Fact]
    public void Of_WrongPassword_IsNoOutage() =>
        Assert.Null(StoreOutage.Of(new PostgresException("refused", "FATAL", "FATAL", "28P01")));
}
