using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace NasCluster.Client.Tests;

public sealed class ConnectTests
{
    [Fact]
    public async Task Connect_WrongOptions_NamesAllOfThem()
    {
        var options = new NasClientOptions { ClusterId = " ", RetryFor = TimeSpan.FromSeconds(-1) };

        var wrong = await Assert.ThrowsAsync<ArgumentException>(() => NasClient.ConnectAsync(options));

        Assert.Contains("exactly one", wrong.Message, StringComparison.Ordinal);
        Assert.Contains("ClusterId", wrong.Message, StringComparison.Ordinal);
        Assert.Contains("RetryFor is -00:00:01", wrong.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Connect_StoreThatNobodyServes_SaysHowToServeIt()
    {
        var folder = Directory.CreateTempSubdirectory("nas-client-").FullName;

        var away = await Assert.ThrowsAsync<NasConnectionException>(() =>
            NasClient.ConnectAsync(new NasClientOptions { Store = folder })
        );

        Assert.Contains("nas serve", away.Message, StringComparison.Ordinal);
        Directory.Delete(folder);
    }

    [Fact]
    public async Task Connect_NobodyThere_EndsAfterThePatience()
    {
        var options = new NasClientOptions { Gateway = "127.0.0.1:9", ConnectFor = TimeSpan.FromSeconds(1) };

        var away = await Assert.ThrowsAsync<NasConnectionException>(() => NasClient.ConnectAsync(options));

        Assert.Contains("127.0.0.1:9", away.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("http://control:30000")]
    [InlineData("control:0")]
    [InlineData("control:70000")]
    [InlineData("two words")]
    [InlineData("control,,other")]
    public async Task Connect_NoGateway_IsToldAtOnce(string gateway)
    {
        var wrong = await Assert.ThrowsAsync<ArgumentException>(() => NasClient.ConnectAsync(gateway));
        Assert.Contains("The gateway is '", wrong.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Connect_TokenAlreadyCancelled_EndsAtOnce()
    {
        var options = new NasClientOptions { Gateway = "127.0.0.1:9" };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            NasClient.ConnectAsync(options, new CancellationToken(canceled: true))
        );
    }

    [Fact]
    public async Task Arguments_NullOrEmpty_AreNamed()
    {
        await using var client = NasClient.Create(new() { Gateway = "127.0.0.1:9" });
        Assert.Equal(
            ["options", "spec", "id", "path", "configure"],
            new[]
            {
                (
                    await Assert.ThrowsAsync<ArgumentNullException>(() => NasClient.ConnectAsync(options: null!))
                ).ParamName,
                (await Assert.ThrowsAsync<ArgumentNullException>(() => client.SubmitAsync(null!))).ParamName,
                Assert.ThrowsAny<ArgumentException>(() => client.Experiment(" ")).ParamName,
                (
                    await Assert.ThrowsAnyAsync<ArgumentException>(() =>
                        client.Candidate(new("x-1", 1)).DownloadCheckpointAsync("")
                    )
                ).ParamName,
                Assert.Throws<ArgumentNullException>(() => new ServiceCollection().AddNasClient(null!)).ParamName,
            }
        );
    }

    [Fact]
    public async Task Start_AfterTheClientWasDisposed_SaysSo()
    {
        var client = NasClient.Create(new() { Gateway = "127.0.0.1:9" });
        await client.DisposeAsync();
        await client.DisposeAsync();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => client.StartAsync());
    }

    [Fact]
    public async Task AddNasClient_Application_GetsOneClientThatIsStartedWithIt()
    {
        var services = new ServiceCollection();
        services.AddNasClient(options => (options.Gateway, options.ConnectFor) = ("127.0.0.1:9", TimeSpan.Zero));
        await using var provider = services.BuildServiceProvider();

        var starter = Assert.Single(provider.GetServices<IHostedService>());

        Assert.Same(provider.GetRequiredService<NasClient>(), provider.GetRequiredService<NasClient>());
        await Assert.ThrowsAsync<NasConnectionException>(() => starter.StartAsync(CancellationToken.None));
    }
}
