using System.Collections.Immutable;
using NasCluster.Domain.Experiments;

namespace NasCluster.Dashboard.Live;

/// <summary>What a feed knows of its experiment, brought up to date by news.</summary>
internal sealed class ExperimentCopy
{
    /// <summary>Events that are kept of a long history.</summary>
    public const int EventsKept = 10_000;

    private readonly List<CandidateView> _candidates = [];
    private ImmutableArray<CandidateView> _shown = [];
    private ImmutableArray<ExperimentEvent> _events = [];
    private ExperimentSpec? _spec;

    public bool IsStarted => _spec is not null;

    /// <summary>Number of the last event known.</summary>
    public long Sequence => _events.IsEmpty ? 0 : _events[^1].Sequence;

    /// <summary>Candidates known: the first ones by number.</summary>
    public int Count => _candidates.Count;

    /// <param name="spec">What was submitted.</param>
    /// <param name="past">The last events; their candidates come with the first news.</param>
    public void Start(ExperimentSpec spec, ImmutableArray<ExperimentEvent> past) => (_spec, _events) = (spec, past);

    /// <summary>True where there is something new.</summary>
    public bool Take(ExperimentNews news)
    {
        foreach (var candidate in news.Changed)
        {
            if (candidate.Number <= _candidates.Count)
            {
                _candidates[candidate.Number - 1] = candidate;
            }
            else
            {
                _candidates.Add(candidate);
            }
        }

        if (!news.Changed.IsEmpty)
        {
            _shown = default;
        }

        if (!news.Events.IsEmpty)
        {
            var all = _events.AddRange(news.Events);
            _events = all.Length > EventsKept ? all.RemoveRange(0, all.Length - EventsKept) : all;
        }

        return !news.Changed.IsEmpty || !news.Events.IsEmpty;
    }

    public ExperimentSnapshot Snapshot(ExperimentNews news)
    {
        if (_shown.IsDefault)
        {
            _shown = [.. _candidates];
        }

        var result = news.Overview.Result with
        {
            Pareto = [.. news.Front.Where(number => number <= _shown.Length).Select(number => _shown[number - 1])],
        };
        return new(_spec!, result, _shown, _events, Sequence) { TimeLeft = news.Overview.TimeLeft };
    }
}
