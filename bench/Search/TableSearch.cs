using System.Collections.Immutable;
using System.Globalization;
using NasCluster.Domain.Candidates;
using NasCluster.Domain.Experiments;
using NasCluster.Domain.Search;
using NasCluster.Domain.SearchSpaces;

namespace NasCluster.Bench.Search;

/// <summary>One search over a table, through the same decisions as an experiment on the cluster.</summary>
internal sealed class TableSearch(BenchTable table, string strategy, int budget, ulong seed)
{
    private readonly Experiment _experiment = new()
    {
        Id = "bench-1",
        Spec = new()
        {
            Name = "bench",
            Seed = seed,
            Data = new() { Dataset = "table" },
            Space = table.Space,
            Strategy = StrategyOf(strategy),
            Budget = new() { Candidates = budget },
            Trainer = new() { Epochs = 1 },
        },
        Dataset = new()
        {
            Name = "table",
            Folder = "",
            Channels = 1,
            Resolution = 1,
            Classes = 1,
            TrainCount = 1,
            TestCount = 1,
            ContentHash = "",
        },
    };

    /// <summary>Regret of the best seen so far after 1, 2, … evaluations, and of the winner the search would name.</summary>
    public double[] Run()
    {
        var candidates = ImmutableArray<Candidate>.Empty;
        var regrets = new List<double>();
        var best = (Seen: double.NegativeInfinity, True: 0.0);
        while (true)
        {
            var view = new SearchView(_experiment, candidates) { Admits = IsInTable };
            var step = SearchDirector.Plan(view, timeIsUp: false);
            if (step.Kind != SearchStepKind.Propose)
            {
                return [.. regrets];
            }

            var proposals = SearchDirector.Propose(view, step);
            if (proposals.IsEmpty)
            {
                return [.. regrets];
            }

            foreach (var proposal in proposals)
            {
                var (seen, value) = table.Rows[proposal.Configuration.Key];
                var shown = seen[(int)(seed % (ulong)seen.Length)];
                best = shown > best.Seen ? (shown, value) : best;
                regrets.Add(100 * (table.Best - best.True));
                candidates = candidates.Add(Trained(proposal, candidates.Length + 1, shown));
            }
        }
    }

    private static StrategySpec StrategyOf(string text)
    {
        var parts = text.Split(':', 2);
        var options = parts
            .Skip(1)
            .SelectMany(list => list.Split(','))
            .Select(option => option.Split('=', 2))
            .Select(pair =>
                KeyValuePair.Create(pair[0], (ParameterValue)double.Parse(pair[1], CultureInfo.InvariantCulture))
            );
        return new(parts[0], new(options));
    }

    private static Candidate Trained(Proposal proposal, int number, double accuracy) =>
        new()
        {
            Id = new("bench-1", number),
            Stage = proposal.Stage,
            Configuration = proposal.Configuration,
            Epochs = proposal.Epochs,
            State = CandidateState.Completed,
            Metrics = new() { Accuracy = accuracy, Loss = 1 },
            PredictedAccuracy = proposal.PredictedAccuracy,
        };

    private bool IsInTable(Configuration configuration) => table.Rows.ContainsKey(configuration.Key);
}
