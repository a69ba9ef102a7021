using System.Collections.Immutable;
using NasCluster.Domain.Candidates;
using NasCluster.Domain.Experiments;
using NasCluster.Domain.SearchSpaces;

namespace NasCluster.Domain.Search;

/// <summary>Stands in for candidates whose rows somebody deleted, and of which nobody knows any more what they were.</summary>
public static class LostCandidates
{
    private const int Draws = 10_000;

    /// <summary>
    /// One failed candidate for each number that is left out. Its configuration is drawn from the space and was never
    /// trained, as its epochs, none, say; its stage is that of the next candidate, which was proposed with it or after it.
    /// </summary>
    /// <param name="experiment">Whose candidates they are.</param>
    /// <param name="before">How many candidates come before those that were read.</param>
    /// <param name="read">Candidates in order of their numbers.</param>
    /// <exception cref="InvalidOperationException">The space has fewer points than were lost.</exception>
    public static ImmutableArray<Candidate> Between(Experiment experiment, int before, ImmutableArray<Candidate> read)
    {
        var lost = ImmutableArray.CreateBuilder<Candidate>();
        var drawn = read.Where(candidate => candidate.Epochs == 0)
            .Select(candidate => candidate.Configuration.Key)
            .ToHashSet(StringComparer.Ordinal);
        var due = before + 1;
        foreach (var candidate in read.Where(candidate => candidate.Id.Number > before))
        {
            for (; due < candidate.Id.Number; due++)
            {
                lost.Add(StandIn(new(experiment.Id, due), candidate.Stage, Draw(experiment.Spec, due, drawn)));
            }

            due++;
        }

        return lost.ToImmutable();
    }

    private static Candidate StandIn(CandidateId id, string stage, Configuration configuration) =>
        new()
        {
            Id = id,
            Stage = stage,
            Configuration = configuration,
            Epochs = 0,
            State = CandidateState.Failed,
            Failure = new(FailureKind.Infrastructure, "Its row was deleted from the database."),
        };

    private static Configuration Draw(ExperimentSpec spec, int number, HashSet<string> drawn)
    {
        var random = SeededRandom.Create(spec.Seed, "lost", number);
        for (var draw = 0; draw < Draws; draw++)
        {
            var configuration = spec.Space.Sample(random);
            if (drawn.Add(configuration.Key))
            {
                return configuration;
            }
        }

        throw new InvalidOperationException("The space has fewer points than candidates were lost.");
    }
}
