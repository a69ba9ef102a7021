using NasCluster.Domain.Candidates;
using NasCluster.Domain.Experiments;
using NasCluster.Domain.SearchSpaces;

namespace NasCluster.Client.Tests;

internal static class Made
{
    public static CandidateView Candidate(
        int number,
        double? accuracy,
        params (string Name, ParameterValue Value)[] recipe
    ) =>
        new()
        {
            Id = new("made-1", number),
            Number = number,
            State = accuracy is null ? CandidateState.Failed : CandidateState.Completed,
            Stage = "random",
            Epochs = 3,
            Attempts = 1,
            Failure = accuracy is null ? new(FailureKind.OutOfMemory, "=cmd|'x', too big") : null,
            Architecture = new([new("params", 7), new("kind", $"k{number}")]),
            Recipe = new(recipe.Select(pair => KeyValuePair.Create(pair.Name, pair.Value))),
            Metrics = accuracy is { } value
                ? new()
                {
                    Accuracy = value,
                    Loss = 1 - value,
                    Params = 100 * number,
                    Costs = new([new("energyMj", number + 0.5)]),
                }
                : null,
        };
}
