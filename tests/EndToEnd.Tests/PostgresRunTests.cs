using NasCluster.Storage.Tests.Postgres;

namespace NasCluster.EndToEnd.Tests;

/// <summary>The command line on PostgreSQL.</summary>
public sealed class PostgresRunTests(PostgresServer server) : IDisposable
{
    private readonly Nas _nas = new();

    public void Dispose() => _nas.Dispose();

    [Fact]
    public async Task Run_OnPostgres_EndsAndIsFoundFromAnotherFolder()
    {
        var database = await server.CreateDatabaseAsync(migrated: false);
        var connection = _nas.File("connection", database.ConnectionString + "\n");
        var file = _nas.File("e.json", Specs.Fake("pg", "\"fine\""));

        var tooEarly = await RunAsync(connection, "run", file, "--json");
        var migrated = await RunAsync(connection, "migrate", "--roles", "--json");
        var run = await RunAsync(connection, "run", file, "--json");
        using var elsewhere = new Nas();
        Directory.CreateDirectory(elsewhere.Store);
        await using var listing = elsewhere.Start(
            ["list", "--json"],
            ("NASCLUSTER_POSTGRES", database.ConnectionString)
        );
        var list = await listing.EndAsync();

        Assert.True(
            tooEarly.Code == 3 && tooEarly.Messages.Contains("nas migrate", StringComparison.Ordinal),
            tooEarly.Messages
        );
        Assert.True(migrated.Code == 0, migrated.Messages);
        Assert.True(run.Code == 0, run.Messages);
        Assert.Equal(4, run.Json.GetProperty("counts").GetProperty("completed").GetInt32());
        Assert.True(list.Code == 0, list.Messages);
        Assert.Equal("pg-1", list.Json[0].GetProperty("experiment").GetString());
        Assert.False(File.Exists(Path.Combine(_nas.Store, "nascluster.db")));
        Assert.Equal(
            4,
            await database.NumberAsync("select count(*) from nascluster.candidate where state = 'completed'")
        );
    }

    [Theory]
    [InlineData("Host=127.0.0.1;Port=1;Username=nas;Password=s3cret;Database=nas", 6)]
    [InlineData("Hots=127.0.0.1;Password=s3cret", 3)]
    [InlineData("", 3)]
    public async Task Migrate_WrongConnection_SaysSoWithoutTheSecret(string text, int code)
    {
        var migrate = await RunAsync(_nas.File("connection", text), "migrate");

        Assert.Equal(code, migrate.Code);
        Assert.StartsWith("error: ", migrate.Messages, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", migrate.Messages, StringComparison.Ordinal);
    }

    private async Task<Nas.Output> RunAsync(string connectionFile, params string[] arguments)
    {
        await using var running = _nas.Start(arguments, ("NASCLUSTER_POSTGRES_FILE", connectionFile));
        return await running.EndAsync();
    }
}
