using System.Collections.Immutable;

namespace NasCluster.Trainer.Doctor;

/// <summary>Whether this machine can train.</summary>
/// <param name="TorchVersion">Version of libtorch the trainer is built for.</param>
/// <param name="Loads">libtorch loads.</param>
/// <param name="Threads">Threads it would compute with; 0 where it does not load.</param>
/// <param name="Devices">"cpu", "cuda:0", …; empty where it does not load.</param>
/// <param name="ForwardBackward">"ok", or why a small training step failed; null where libtorch does not load.</param>
/// <param name="LibStdCxx">Highest GLIBCXX version of the C++ library in this process; null where it was not found.</param>
/// <param name="Limited">Why a processor's faster instructions are not used; null where they are.</param>
/// <param name="Detail">Why libtorch does not load; null where it does.</param>
internal sealed record DoctorReport(
    string TorchVersion,
    bool Loads,
    int Threads,
    ImmutableArray<string> Devices,
    string? ForwardBackward,
    string? LibStdCxx,
    string? Limited,
    string? Detail
);
