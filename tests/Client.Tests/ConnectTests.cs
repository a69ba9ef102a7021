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
