using NasCluster.Domain.Candidates;
using NasCluster.Storage.Tests.Shared;
using Npgsql;

namespace NasCluster.Storage.Tests.Postgres;

/// <summary>The two roles can do what they are for and nothing else.</summary>
public sealed class PostgresRoleTests(PostgresServer server)
{
    private static readonly CancellationToken Ct = CancellationToken.None;

    [Fact]
    public async Task AppRole_WholeLifeOfACandidate_NeedsNoMore()
    {
        var database = await CreateAsync("nas_app_user", "nascluster_app");
        using var store = new PostgresExperimentStore(database.ConnectionString);
        await store.MigrateAsync(Ct);
        var experiment = await store.CreateAsync(Make.Spec(), Make.Dataset(), "op", Ct);
        await store.ProposeAsync(experiment.Id, experiment.Version, Make.Batch(1), Ct);
        var attempt = (await store.ClaimAsync("w/0", Ct))!.Attempt;

        Assert.True(await store.RecordAsync(attempt, Make.Report(1), Make.Checkpoint(1), Ct));
        Assert.Empty(await store.BeatAsync([attempt], Ct));
        Assert.Empty(await store.ExpireAsync(Ct));
        Assert.True(await store.SettleAsync(attempt, Make.Completed(), Ct));
        Assert.Equal(CandidateState.Completed, (await store.FindAsync(attempt.Candidate, Ct))!.State);
    }

    [Theory]
    [InlineData("nascluster_app", "create table nascluster.mine (x integer)")]
    [InlineData("nascluster_app", "drop table event")]
    [InlineData("nascluster_app", "alter table event add x integer")]
    [InlineData("nascluster_app", "update migration set number = 9")]
    [InlineData("nascluster_read", "delete from event")]
    [InlineData("nascluster_read", "update experiment set state = 'failed'")]
    public async Task Role_WhatItIsNotFor_IsRefused(string role, string statement)
    {
        var database = await CreateAsync($"{role}_refused", role);

        var error = await Assert.ThrowsAsync<PostgresException>(() => database.ExecuteAsync(statement));

        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, error.SqlState);
    }

    [Fact]
    public async Task ReadRole_EveryTable_CanBeRead()
    {
        var database = await CreateAsync("nas_reader", "nascluster_read");

        Assert.Equal(0, await database.NumberAsync("select count(*) from event"));
    }

    [Fact]
    public async Task NoRole_AnyTable_IsRefused()
    {
        var database = await CreateAsync("nas_stranger", role: null);

        await Assert.ThrowsAsync<PostgresException>(() =>
            database.NumberAsync("select count(*) from nascluster.event")
        );
    }

    /// <summary>A database with the roles, twice granted, as a user of one of them sees it.</summary>
    private async Task<PostgresDatabase> CreateAsync(string user, string? role)
    {
        var database = await server.CreateDatabaseAsync();
        await PostgresMigrations.GrantRolesAsync(database.ConnectionString, Ct);
        await PostgresMigrations.GrantRolesAsync(database.ConnectionString, Ct);
        await database.ExecuteAsync(
            $"""
            do $$ begin create role {user} login; exception when duplicate_object or unique_violation then null; end $$;
            """
        );
        if (role is not null)
        {
            await database.ExecuteAsync($"grant {role} to {user}");
        }

        return new(new NpgsqlConnectionStringBuilder(database.ConnectionString) { Username = user }.ConnectionString);
    }
}
