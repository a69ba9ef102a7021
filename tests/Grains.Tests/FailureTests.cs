using Microsoft.Extensions.DependencyInjection;
using NasCluster.Contracts;
using NasCluster.Domain.Ports;
using Orleans.Serialization;

namespace NasCluster.Grains.Tests;

/// <summary>What goes wrong behind a grain comes to its caller as what it is.</summary>
public sealed class FailureTests(ClusterFixture cluster) : IClassFixture<ClusterFixture>
{
    private readonly CancellationToken _ct = new CancellationTokenSource(TimeSpan.FromSeconds(60)).Token;

    [Fact]
    public async Task Row_OfAnotherVersion_IsOneClearErrorAndConcernsItsExperimentOnly()
    {
        var broken = await cluster.Client.SubmitAsync(Made.Spec("broken", candidates: 2), _ct);
        var sound = await cluster.Client.SubmitAsync(Made.Spec("sound", candidates: 2), _ct);
        await new ScriptedWorker(cluster.Store, cluster.Grains).RunAsync(broken.Id, _ct);
        cluster.Edit(
            $"update candidate set configuration = '{{\"genes\":[1]}}' where experiment = '{broken.Id}' and number = 2"
        );

        var error = await Assert.ThrowsAsync<StoredDataException>(() => broken.GetResultAsync(_ct));

        Assert.Equal((broken.Id, 2), (error.Experiment, error.Candidate));
        Assert.StartsWith(
            $"Candidate '{broken.Id}:2' cannot be read from the store: ",
            error.Message,
            StringComparison.Ordinal
        );
        Assert.NotNull(await sound.GetResultAsync(_ct));
        var listed = await cluster.Client.ListAsync(_ct);
        Assert.Equal(error.Message, listed.Single(result => result.Experiment == broken.Id).Reason);
        Assert.Contains(listed, result => result.Experiment == sound.Id);
    }

    [Fact]
    public void StoreAway_WithTheDriversReason_SurvivesTheWay()
    {
        using var services = new ServiceCollection()
            .AddSerializer(serializer => serializer.AddDomainJson())
            .BuildServiceProvider();
        var serializer = services.GetRequiredService<Serializer>();
        var bytes = serializer.SerializeToArray<Exception>(
            new StoreAwayException("away", new DriverException("refused"))
        );

        var read = Assert.IsType<StoreAwayException>(serializer.Deserialize<Exception>(bytes));

        Assert.Equal("away", read.Message);
        Assert.Contains("refused", $"{read.InnerException}", StringComparison.Ordinal);
    }

    private sealed class DriverException(string message) : Exception(message);
}
