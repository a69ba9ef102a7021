using NasCluster.Domain.Zoo;

namespace NasCluster.Domain.Exporting;

/// <summary>A network of the zoo to be written to a file.</summary>
public sealed record ExportRequest
{
    /// <summary>Name in the zoo.</summary>
    public required string Network { get; init; }

    public required ZooRequest Options { get; init; }

    public required ExportFormat Format { get; init; }

    /// <summary>File to write; replaced whole when all is well.</summary>
    public required string Output { get; init; }

    /// <summary>Safetensors file with the weights; without one they are initialised from the seed, with the
    /// normalisation statistics of one batch of noise.</summary>
    public string? Weights { get; init; }

    public ulong Seed { get; init; }
}
