namespace NasCluster.Cli.Commands;

/// <summary>What the trainer program says of its libtorch ("doctor --json").</summary>
internal sealed record TorchReport
{
    public string? TorchVersion { get; init; }

    public bool Loads { get; init; }

    public int Threads { get; init; }

    public string[] Devices { get; init; } = [];

    /// <summary>"ok", or why a small training step failed.</summary>
    public string? ForwardBackward { get; init; }

    /// <summary>Why a processor's faster instructions are not used; null where they are.</summary>
    public string? Limited { get; init; }

    /// <summary>Highest GLIBCXX version of the C++ library.</summary>
    public string? LibStdCxx { get; init; }

    public string? Detail { get; init; }
}
