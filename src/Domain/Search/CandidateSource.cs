using NasCluster.Domain.SearchSpaces;

namespace NasCluster.Domain.Search;

/// <summary>Draws configurations that are feasible and new: never one that was proposed before.</summary>
/// <param name="feasibility">Decides what may be proposed.</param>
/// <param name="taken">Keys of configurations that exist already; grows with every draw.</param>
public sealed class CandidateSource(Feasibility feasibility, HashSet<string> taken)
{
    private const int Attempts = 10_000;

    /// <summary>The first of a row of drawn configurations that may be proposed; null after 10 000 that may not.</summary>
    public Configuration? Next(Func<Configuration> draw)
    {
        for (var i = 0; i < Attempts; i++)
        {
            var configuration = draw();
            if (TryTake(configuration))
            {
                return configuration;
            }
        }

        return null;
    }

    /// <summary>Takes a configuration where it is new and feasible.</summary>
    public bool TryTake(Configuration configuration)
    {
        var key = configuration.Key;
        if (taken.Contains(key) || !feasibility.Allows(configuration))
        {
            return false;
        }

        taken.Add(key);
        return true;
    }
}
