using System.Text.Json;
using Microsoft.Extensions.Options;
using NasCluster.Domain;
using NasCluster.Domain.Experiments;
using NasCluster.Domain.Ports;

namespace NasCluster.Silo.Trainers;

/// <summary>Asks the trainer program, which owns the readers, what a data set is.</summary>
internal sealed class TrainerDatasetCatalog(IOptions<SiloOptions> options) : IDatasetCatalog
{
    private readonly SharedWork<DatasetDescription> _running = new();

    public Task<DatasetDescription> DescribeAsync(string name, CancellationToken ct) =>
        _running.RunAsync(name, () => AskAsync(name), ct);

    private async Task<DatasetDescription> AskAsync(string name)
    {
        var trainer = TrainerLocation.Find(options.Value.TrainerPath);
        var output = await TrainerTool.RunAsync(trainer, ["data", "describe", name, "--json"], CancellationToken.None);
        return output.ExitCode == 0
            ? JsonSerializer.Deserialize(output.Text, DomainJson.Default.DatasetDescription)!
            : throw new DatasetException(output.Error.Trim());
    }
}
