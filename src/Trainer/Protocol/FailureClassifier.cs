using NasCluster.Domain.Architectures;
using NasCluster.Domain.Candidates;
using NasCluster.Domain.Experiments;
using NasCluster.Domain.Recipes;
using NasCluster.Trainer.Measuring;
using NasCluster.Trainer.Training;

namespace NasCluster.Trainer.Protocol;

/// <summary>Which kind of failure an exception is; retry budgets depend on it.</summary>
internal static class FailureClassifier
{
    private const int LongestMessage = 500;

    public static CandidateFailure Of(Exception exception) =>
        exception switch
        {
            CandidateFailedException known => known.Failure,
            InvalidNetworkException or InvalidRecipeException => new(FailureKind.Invalid, Line(exception.Message)),
            DatasetException => new(FailureKind.DatasetChanged, Line(exception.Message)),
            _ when MemoryFaults.Is(exception) => new(FailureKind.OutOfMemory, Line(exception.Message)),
            _ => new(FailureKind.Crash, Line($"{exception.GetType().Name}: {exception.Message}")),
        };

    /// <summary>The first line; libtorch appends a stack of its own to its messages.</summary>
    private static string Line(string message)
    {
        var line = message.AsSpan().Trim();
        var end = line.IndexOfAny('\r', '\n');
        line = end >= 0 ? line[..end].TrimEnd() : line;
        return line[..Math.Min(line.Length, LongestMessage)].ToString();
    }
}
