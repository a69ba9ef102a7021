using System.Collections.Immutable;
using NasCluster.Contracts;
using NasCluster.Domain.Experiments;
using NasCluster.Domain.Ports;
using NasCluster.Domain.Supernets;
using NasCluster.Domain.Tables;
using Orleans.Concurrency;

namespace NasCluster.Grains;

/// <summary>Stateless: any number of activations may answer.</summary>
[StatelessWorker]
internal sealed class ExperimentIndexGrain(
    IExperimentStore store,
    ILatencyTableStore tables,
    IDatasetCatalog datasets,
    ExperimentReports reports
) : Grain, IExperimentIndexGrain
{
    public async Task<SubmitAnswer> SubmitAsync(ExperimentSpec spec, string operationId, CancellationToken ct = default)
    {
        try
        {
            var dataset = await TableDataset.DescribeAsync(datasets, spec, ct);
            if ((TaskCheck.Of(spec.Space, dataset) ?? await TablesCheckAsync(spec, dataset, ct)) is { } problem)
            {
                return new(Experiment: null, problem);
            }

            var experiment = await store.CreateAsync(spec, dataset, operationId, ct);
            await GrainFactory.GetGrain<IExperimentGrain>(experiment.Id).NudgeAsync(ct);
            return new(experiment.Id, Refused: null);
        }
        catch (DatasetException e)
        {
            return new(Experiment: null, new("data.dataset", "/data/dataset", 0, 0, e.Message));
        }
    }

    public Task<ImmutableArray<ExperimentResult>> ListAsync(CancellationToken ct = default) => reports.ResultsAsync(ct);

    public Task<ImmutableArray<ExperimentOverview>> OverviewsAsync(CancellationToken ct = default) =>
        reports.OverviewsAsync(ct);

    public async Task<string?> FindLatestAsync(ExperimentSpec spec, bool anySeed, CancellationToken ct = default)
    {
        var wanted = Comparable(spec, anySeed);
        var experiments = await store.ListAsync(ct);
        return experiments.FirstOrDefault(experiment => Comparable(experiment.Spec, anySeed) == wanted)?.Id;
    }

    private async Task<Problem?> TablesCheckAsync(
        ExperimentSpec spec,
        DatasetDescription dataset,
        CancellationToken ct
    ) =>
        SupernetLatency.DeviceOf(spec) is { } device
            ? SupernetLatency.Check(spec, dataset, new(await tables.OfDeviceAsync(device, ct)))
            : null;

    private static string Comparable(ExperimentSpec spec, bool anySeed) =>
        ExperimentSpecHash.Of(anySeed ? spec with { Seed = 0 } : spec);
}
