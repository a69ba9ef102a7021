using System.Collections.Immutable;
using NasCluster.Domain.Architectures;
using NasCluster.Domain.Experiments;
using NasCluster.Domain.Latency;
using NasCluster.Domain.Search;
using NasCluster.Domain.SearchSpaces;

namespace NasCluster.Domain.Supernets;

/// <summary>What stored latency tables say of an experiment's supernet (FBNet §3.2: the look-up table of the device).</summary>
public static class SupernetLatency
{
    private const string Code = "strategy.latency-table";

    /// <summary>Name of the device profile whose tables count; null where there is no supernet or it names none.</summary>
    public static string? DeviceOf(ExperimentSpec spec) => SupernetSearch.SpecOf(spec)?.LatencyTable;

    /// <summary>The blocks that the supernet of a space is timed by, each once; none where the space has none.</summary>
    /// <param name="space">The space; what the supernet does not decide keeps the middle of its range.</param>
    /// <param name="target">What the data set fixes.</param>
    /// <exception cref="InvalidNetworkException">It cannot be built for this input.</exception>
    public static ImmutableArray<NetworkBlock> BlocksOf(SearchSpace space, NetworkTarget target)
    {
        var spec = new SupernetSpec { Choices = SupernetCatalog.ChoicesOf(space) };
        return spec.Choices.IsEmpty
            ? []
            : SupernetCatalog.Find(space.Decoder)!.Build(spec, space.Reference().Architecture, target).Blocks.Distinct;
    }

    /// <summary>Why an experiment cannot be weighed by these tables; null where it can.</summary>
    /// <param name="spec">Its strategy names the device.</param>
    /// <param name="dataset">Its data set.</param>
    /// <param name="tables">Those of the device.</param>
    public static Problem? Check(ExperimentSpec spec, DatasetDescription dataset, LatencyTables tables)
    {
        try
        {
            EntriesOf(spec, dataset, tables);
            return null;
        }
        catch (Exception e) when (e is InvalidLatencyTableException or InvalidNetworkException)
        {
            return new(Code, $"/strategy/{SupernetOptions.LatencyTable}", 0, 0, e.Message);
        }
    }

    /// <summary>The entries that the supernet's training needs.</summary>
    /// <param name="spec">Its strategy names the device.</param>
    /// <param name="dataset">Its data set.</param>
    /// <param name="tables">Those of the device.</param>
    /// <exception cref="InvalidLatencyTableException">Blocks have no entry; the message says how to measure them.</exception>
    /// <exception cref="InvalidNetworkException">The supernet cannot be built for this input.</exception>
    public static ImmutableArray<LatencyEntry> EntriesOf(
        ExperimentSpec spec,
        DatasetDescription dataset,
        LatencyTables tables
    )
    {
        ArgumentNullException.ThrowIfNull(spec);
        ArgumentNullException.ThrowIfNull(dataset);
        ArgumentNullException.ThrowIfNull(tables);
        var target = NetworkTarget.Of(dataset);
        var blocks = BlocksOf(spec.Space, target);
        var entries = tables.EntriesOf(blocks.Select(block => block.Key));
        return entries.Length == blocks.Length
            ? entries
            : throw new InvalidLatencyTableException(
                $"'{SupernetOptions.LatencyTable}' is '{DeviceOf(spec)}', whose tables lack {blocks.Length - entries.Length} of the {blocks.Length} blocks of this supernet; "
                    + $"measure them with 'nas latency table FILE --name {DeviceOf(spec)} --resolution {target.Resolution} --channels {target.Channels} --classes {target.Classes}', FILE being this experiment, or import them with 'nas latency import'."
            );
    }
}
