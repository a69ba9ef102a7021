namespace NasCluster.Dashboard.Hosting;

/// <summary>Ends the program when standard input does, so that it does not outlive the command that started it.</summary>
internal sealed class InputWatch(IHostApplicationLifetime life) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        await using var input = Console.OpenStandardInput();
        var buffer = new byte[64];
        while (await input.ReadAsync(buffer, stoppingToken) > 0) { }

        life.StopApplication();
    }
}
