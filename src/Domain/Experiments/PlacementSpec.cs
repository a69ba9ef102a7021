using NasCluster.Domain.Candidates;
using NasCluster.Domain.Supernets;

namespace NasCluster.Domain.Experiments;

/// <summary>Which slots may do what. A device is named as workers name theirs, or by its kind, "cpu" or "cuda".</summary>
public sealed record PlacementSpec
{
    /// <summary>Longest name of a device.</summary>
    public const int MaxNameLength = 40;

    /// <summary>Candidates are trained there only; null for any slot.</summary>
    public string? Train { get; init; }

    /// <summary>
    /// The latency of every candidate is measured there, as a step of its own before the training; null for the slot that
    /// trains it. A supernet has no latency and goes straight to its training.
    /// </summary>
    public string? Latency { get; init; }

    /// <summary>Whether the candidate's next step is the measurement.</summary>
    public bool Measures(Candidate candidate) =>
        Latency is not null && candidate is { Latency: null, IsSupernet: false };

    /// <summary>Where the first step of a proposal is done; null for any slot.</summary>
    /// <param name="stage">The proposal's.</param>
    public string? First(string stage) => stage == Search.SearchStages.Supernet ? Train : Latency ?? Train;
}
