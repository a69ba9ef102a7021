using NasCluster.Domain.Experiments;

namespace NasCluster.Domain.Ports;

/// <summary>Knows the data sets of this machine.</summary>
public interface IDatasetCatalog
{
    /// <summary>Describes a data set.</summary>
    /// <exception cref="DatasetException">It is unknown, missing or broken; the message says which and what there is.</exception>
    Task<DatasetDescription> DescribeAsync(string name, CancellationToken ct);
}
