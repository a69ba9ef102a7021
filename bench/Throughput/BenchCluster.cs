using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using NasCluster.Contracts;
using NasCluster.Domain.Experiments;
using NasCluster.Domain.Ports;
using NasCluster.Silo;

namespace NasCluster.Throughput;

/// <summary>Silos of this process with their slots, as the product composes them, on one database.</summary>
internal sealed class BenchCluster : IAsyncDisposable
{
    private readonly List<(IHost Host, FolderLock Folder)> _silos = [];
    private readonly NoOpTrainers _trainers;

    private BenchCluster(NoOpTrainers trainers) => _trainers = trainers;

    public NoOpTrainers Trainers => _trainers;

    public IExperimentStore Store => _silos[0].Host.Services.GetRequiredService<IExperimentStore>();

    private IGrainFactory Grains => _silos[0].Host.Services.GetRequiredService<IGrainFactory>();

    /// <summary>
    /// Data folders of all silos. To be deleted at the end of the program: the file system is busy with tens of thousands of
    /// deleted folders for a while, and the next run would pay for it.
    /// </summary>
    public static string Folders { get; } = Directory.CreateTempSubdirectory("nas-bench-").FullName;

    /// <param name="connection">The database.</param>
    /// <param name="silos">How many silos.</param>
    /// <param name="slots">Slots of each.</param>
    /// <param name="epoch">How long the trainers take for an epoch.</param>
    public static async Task<BenchCluster> StartAsync(string connection, int silos, int slots, TimeSpan epoch)
    {
        var cluster = new BenchCluster(new(epoch));
        var name = silos > 1 ? Guid.NewGuid().ToString("N") : null;
        for (var i = 0; i < silos; i++)
        {
            await cluster.AddAsync(connection, name, slots);
        }

        return cluster;
    }

    /// <summary>Submits an experiment and waits until all is settled and it is completed.</summary>
    public async Task<Experiment> RunAsync(ExperimentSpec spec)
    {
        var submitted = await Store.CreateAsync(spec, Experiments.Dataset, Guid.NewGuid().ToString(), default);
        return await RunAsync(submitted.Id);
    }

    public async Task<Experiment> RunAsync(string id)
    {
        await Grains.GetGrain<IExperimentGrain>(id).NudgeAsync();
        while (true)
        {
            var experiment = (await Store.FindAsync(id, default))!;
            switch (experiment.State)
            {
                case ExperimentState.Completed:
                    return experiment;
                case ExperimentState.Running:
                    await Task.Delay(20);
                    break;
                default:
                    throw new InvalidOperationException($"{id} is {experiment.State}: {experiment.Reason}");
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var (host, _) in _silos)
        {
            await host.StopAsync();
        }

        foreach (var (host, folder) in _silos)
        {
            host.Dispose();
            folder.Dispose();
        }
    }

    private async Task AddAsync(string connection, string? name, int slots)
    {
        var path = Directory.CreateDirectory(Path.Combine(Folders, Guid.NewGuid().ToString("N"))).FullName;
        var folder = FolderLock.TryTake(path)!;
        var host = EmbeddedSilo.Build(
            options =>
            {
                (options.DataFolder, options.Slots, options.Threads) = (path, slots, 1);
                (options.Postgres, options.ClusterId) = (connection, name);
                options.Trainers = _trainers;

                // Only its being there is looked at.
                options.TrainerPath = typeof(BenchCluster).Assembly.Location;
            },
            folder,
            logging => logging.AddProvider(new ErrorLog()).SetMinimumLevel(LogLevel.Warning)
        );
        await host.StartAsync();
        _silos.Add((host, folder));
    }
}
