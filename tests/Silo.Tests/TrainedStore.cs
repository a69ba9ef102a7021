using NasCluster.Domain.Candidates;
using NasCluster.Domain.Scheduling;
using NasCluster.Domain.SearchSpaces;
using NasCluster.Storage;

namespace NasCluster.Silo.Tests;

/// <summary>A data folder with an experiment whose candidates are completed, but for the last, which is in training.</summary>
internal sealed class TrainedStore : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("nas-collect-");

    public TrainedStore() => Store = new(Path.Combine(_folder.FullName, "nascluster.db"), TimeProvider.System);

    public string Folder => _folder.FullName;

    public SqliteExperimentStore Store { get; }

    public void Dispose()
    {
        Store.Dispose();
        _folder.Delete(recursive: true);
    }

    /// <summary>Candidate n has accuracy n / 100.</summary>
    /// <param name="candidates">How many.</param>
    /// <param name="train">What an attempt leaves on the disk.</param>
    /// <returns>The experiment's id.</returns>
    public async Task<string> TrainAsync(int candidates, Action<AttemptRef>? train = null)
    {
        var ct = CancellationToken.None;
        await Store.MigrateAsync(ct);
        var experiment = await Store.CreateAsync(
            WidthsExperiment.Spec("full", candidates),
            PromptTrainers.Dataset,
            "operation",
            ct
        );
        await Store.ProposeAsync(
            experiment.Id,
            experiment.Version,
            [.. Enumerable.Range(1, candidates).Select(width => new Proposal(Configuration(width), "random", 1))],
            ct
        );
        for (var number = 1; number <= candidates; number++)
        {
            var attempt = (await Store.ClaimAsync("worker/0", ct))!.Attempt;
            train?.Invoke(attempt);
            if (number < candidates)
            {
                var metrics = new CandidateMetrics { Accuracy = number / 100.0, Loss = 1 };
                await Store.SettleAsync(attempt, new(CandidateState.Completed, new()) { Metrics = metrics }, ct);
            }
        }

        return experiment.Id;
    }

    private static Configuration Configuration(int width) =>
        new(new([KeyValuePair.Create("width", (ParameterValue)width)]), ParameterSet.Empty);
}
