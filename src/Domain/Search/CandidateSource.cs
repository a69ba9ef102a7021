using NasCluster.Domain.SearchSpaces;

namespace NasCluster.Domain.Search;

/// <summary>Draws configurations that are feasible and new: never one that was proposed before.</summary>
/// <param name="feasibility">Decides what may be proposed.</param>
/// <param name="taken">Keys of configurations that exist already.</param>
public sealed class CandidateSource(Feasibility feasibility, IReadOnlySet<string> taken)
{
    private const int Attempts = 10_000;
    private readonly HashSet<string> _drawn = new(StringComparer.Ordinal);

    /// <summary>Keys of configurations whose results were known beforehand; null for none.</summary>
    public IReadOnlySet<string>? Known { get; init; }

    /// <summary>The first of a row of drawn configurations that may be proposed; null after 10 000 that may not.</summary>
    public Configuration? Next(Func<Configuration> draw) => Next(draw, static verdict => verdict == Verdict.Feasible);

    /// <summary>
    /// The same for plain samples of the space. One that cannot be built is let through: the trainer refuses it at once,
    /// and the user sees a failed candidate with its reason and not a space that silently shrank.
    /// </summary>
    public Configuration? NextSample(Func<Configuration> draw) =>
        Next(draw, static verdict => verdict != Verdict.OverLimit);

    /// <summary>Whether any cost that is known before training has an upper limit.</summary>
    public bool HasLimits => feasibility.HasLimits;

    /// <summary>The largest share of a limit that a configuration's known costs take; null where there is none.</summary>
    /// <exception cref="Architectures.InvalidNetworkException">The network cannot exist.</exception>
    public double? LoadOf(Configuration configuration) => feasibility.LoadOf(configuration);

    /// <summary>Whether a configuration is new and feasible.</summary>
    public bool CanTake(Configuration configuration) =>
        !IsTaken(configuration.Key) && feasibility.Judge(configuration) == Verdict.Feasible;

    /// <summary>Takes a configuration where it is new and feasible.</summary>
    public bool TryTake(Configuration configuration) =>
        TryTake(configuration, static verdict => verdict == Verdict.Feasible);

    /// <summary>The same for a plain sample of the space.</summary>
    public bool TryTakeSample(Configuration configuration) =>
        TryTake(configuration, static verdict => verdict != Verdict.OverLimit);

    private Configuration? Next(Func<Configuration> draw, Func<Verdict, bool> accept)
    {
        for (var i = 0; i < Attempts; i++)
        {
            var configuration = draw();
            if (TryTake(configuration, accept))
            {
                return configuration;
            }
        }

        return null;
    }

    private bool TryTake(Configuration configuration, Func<Verdict, bool> accept)
    {
        var key = configuration.Key;
        if (IsTaken(key) || !accept(feasibility.Judge(configuration)))
        {
            return false;
        }

        _drawn.Add(key);
        return true;
    }

    private bool IsTaken(string key) => taken.Contains(key) || _drawn.Contains(key) || Known?.Contains(key) == true;
}
