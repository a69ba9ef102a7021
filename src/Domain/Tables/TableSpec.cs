using System.Collections.Immutable;
using NasCluster.Domain.SearchSpaces;

namespace NasCluster.Domain.Tables;

/// <summary>A table of trained candidates that takes the place of training, and which columns mean what.</summary>
public sealed record TableSpec
{
    /// <summary>Whole path of the CSV file, gzipped where it ends in ".gz".</summary>
    public required string Path { get; init; }

    /// <summary>SHA-256 of the file in lower-case hexadecimal; a table that changed under an experiment is refused.</summary>
    public required string ContentHash { get; init; }

    /// <summary>Columns of accuracy. Of several, one run is seen: the seed modulo their number.</summary>
    public required ImmutableArray<string> Accuracy { get; init; }

    /// <summary>What accuracies are multiplied by to lie in 0…1: 0.01 for percent.</summary>
    public double Scale { get; init; } = 1;

    /// <summary>Column of the test accuracy; null for the mean over the runs where there are several.</summary>
    public string? Test { get; init; }

    /// <summary>Column of the latency in milliseconds.</summary>
    public string? Latency { get; init; }

    /// <summary>Column of the training step's time in milliseconds.</summary>
    public string? StepTime { get; init; }

    public string? Params { get; init; }

    public string? Macs { get; init; }

    /// <summary>Further costs: name of the metric and the column it is in.</summary>
    public ParameterSet Costs { get; init; } = ParameterSet.Empty;

    /// <summary>Epochs of the whole training, after which <see cref="Accuracy"/> is reached.</summary>
    public int Epochs { get; init; } = 1;

    /// <summary>Accuracies after fewer epochs, in order of epochs.</summary>
    public ImmutableArray<TableFidelity> Fidelities { get; init; } = [];

    /// <summary>Only rows with these texts in these columns count.</summary>
    public ParameterSet Where { get; init; } = ParameterSet.Empty;
}
