namespace NasCluster.EndToEnd.Tests.Sdk;

/// <summary>A store that `nas serve` serves with two slots, for the tests of a class.</summary>
public sealed class ServedNas : IAsyncLifetime
{
    private readonly Nas _nas = new();
    private Nas.Running? _serve;

    public string Store => _nas.Store;

    internal Nas Nas => _nas;

    public async ValueTask InitializeAsync()
    {
        _serve = _nas.Start(["serve", "--slots", "2", "--silo-port", "0", "--gateway-port", "0", "--http-port", "0"]);
        await _serve.SeenAsync("Serving as");
    }

    public async ValueTask DisposeAsync()
    {
        if (_serve is { } serve)
        {
            await serve.DisposeAsync();
        }

        _nas.Dispose();
    }
}
