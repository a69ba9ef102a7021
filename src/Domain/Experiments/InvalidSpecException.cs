using System.Collections.Immutable;

namespace NasCluster.Domain.Experiments;

/// <summary>An experiment that cannot be run as it is given; holds every problem found, at most 20, and how many more there are.</summary>
public sealed class InvalidSpecException : Exception
{
    public InvalidSpecException() { }

    public InvalidSpecException(string message)
        : this([new Problem("spec.invalid", "", 0, 0, message)]) { }

    public InvalidSpecException(string message, Exception inner)
        : base(message, inner) { }

    public InvalidSpecException(ImmutableArray<Problem> problems)
        : base(string.Join(Environment.NewLine, problems)) => Problems = problems;

    public ImmutableArray<Problem> Problems { get; } = [];
}
