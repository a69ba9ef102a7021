using System.Collections.Immutable;
using NasCluster.Domain.Experiments;

namespace NasCluster.Contracts;

/// <summary>The door to all experiments; key 0.</summary>
[Alias("NasCluster.IExperimentIndexGrain")]
public interface IExperimentIndexGrain : IGrainWithIntegerKey
{
    /// <summary>Checks the data set, stores the experiment and starts it.</summary>
    /// <param name="spec">A spec that was read and checked.</param>
    /// <param name="operationId">Unique for one submission; repeating a call with it submits nothing twice.</param>
    /// <param name="ct">Cancels the call, not the experiment.</param>
    [Alias("Submit")]
    Task<SubmitAnswer> SubmitAsync(ExperimentSpec spec, string operationId, CancellationToken ct = default);

    /// <summary>Results of all experiments, newest first.</summary>
    [ResponseTimeout("00:00:30")]
    [Alias("List")]
    Task<ImmutableArray<ExperimentResult>> ListAsync(CancellationToken ct = default);

    /// <summary>All experiments in little, newest first.</summary>
    [ResponseTimeout("00:00:30")]
    [Alias("Overviews")]
    Task<ImmutableArray<ExperimentOverview>> OverviewsAsync(CancellationToken ct = default);

    /// <summary>Id of the newest experiment that was submitted with an equal spec; null where there is none.</summary>
    /// <param name="spec">Compared with its seed unless <paramref name="anySeed"/>.</param>
    /// <param name="anySeed">The file named no seed, so that any seed is the same experiment.</param>
    /// <param name="ct">Cancels the call.</param>
    [ResponseTimeout("00:00:30")]
    [Alias("FindLatest")]
    Task<string?> FindLatestAsync(ExperimentSpec spec, bool anySeed, CancellationToken ct = default);
}
