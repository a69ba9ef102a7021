using NasCluster.Domain.Candidates;

namespace NasCluster.Silo.Slots;

/// <summary>A trainer child did not come up; the message says why.</summary>
internal sealed class TrainerStartException(
    string message,
    FailureKind kind = FailureKind.Crash,
    Exception? inner = null
) : Exception(message, inner)
{
    /// <summary>What it is charged as.</summary>
    public FailureKind Kind => kind;
}
