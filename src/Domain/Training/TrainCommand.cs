using System.Collections.Immutable;
using NasCluster.Domain.Candidates;
using NasCluster.Domain.Experiments;
using NasCluster.Domain.Latency;
using NasCluster.Domain.Search;
using NasCluster.Domain.SearchSpaces;
using NasCluster.Domain.Supernets;

namespace NasCluster.Domain.Training;

/// <summary>Train one candidate.</summary>
public sealed record TrainCommand : TrainerCommand
{
    /// <summary>Random text that every answer to this command repeats.</summary>
    public required string Nonce { get; init; }

    public required CandidateId Candidate { get; init; }

    public required ParameterSet Architecture { get; init; }

    public required ParameterSet Recipe { get; init; }

    /// <summary>Name of the network decoder; null for a foreign trainer that needs none.</summary>
    public string? Decoder { get; init; }

    /// <summary>The space's middle: step times are normalised by its network's.</summary>
    public required ParameterSet ReferenceArchitecture { get; init; }

    public required DatasetDescription Dataset { get; init; }

    public required DataSpec Data { get; init; }

    public required int Epochs { get; init; }

    /// <summary>
    /// Epochs that the learning rate and the stages of the recipe are spread over, where the training ends before; null
    /// for as many as are trained.
    /// </summary>
    public int? ScheduleEpochs { get; init; }

    /// <summary>Seeds weights, shuffling and augmentation of this candidate.</summary>
    public required ulong Seed { get; init; }

    /// <summary>Seeds the split into training and validation images; one for the whole experiment.</summary>
    public required ulong SplitSeed { get; init; }

    /// <summary>Evaluate the test images after the last epoch.</summary>
    public bool EvaluateTest { get; init; }

    /// <summary>Measure the latency and answer with a <see cref="MeasuredMessage"/>; null to train.</summary>
    public bool? MeasureOnly { get; init; }

    /// <summary>Null for no limit, and where the latency is measured as a step of its own.</summary>
    public double? MaxLatencyMs { get; init; }

    /// <summary>What to compute in; null for 32 bits.</summary>
    public TrainingPrecision? Precision { get; init; }

    /// <summary>Zero-cost proxies to compute before the first epoch; null for none.</summary>
    public ImmutableArray<string>? Proxies { get; init; }

    /// <summary>Limits on them: a candidate beyond one is not trained.</summary>
    public ImmutableArray<LimitSpec>? ProxyLimits { get; init; }

    /// <summary>Existing folder for this attempt's checkpoints; null for none.</summary>
    public string? CheckpointFolder { get; init; }

    /// <summary>Go on from here; its path is whole.</summary>
    public CheckpointRef? Resume { get; init; }

    /// <summary>Train the supernet of the decoder's space instead of one network; null for a network.</summary>
    public SupernetSpec? Supernet { get; init; }

    /// <summary>What the supernet's blocks take on the device its loss is weighed for; null: measure them here.</summary>
    public ImmutableArray<LatencyEntry>? BlockTimes { get; init; }

    /// <summary>The command for a candidate of an experiment, without folder and checkpoint.</summary>
    /// <param name="experiment">The experiment.</param>
    /// <param name="candidate">The candidate.</param>
    /// <param name="nonce">Random text.</param>
    public static TrainCommand Of(Experiment experiment, Candidate candidate, string nonce)
    {
        var spec = experiment.Spec;
        return new()
        {
            Nonce = nonce,
            Candidate = candidate.Id,
            Architecture = candidate.Configuration.Architecture,
            Recipe = candidate.Configuration.Recipe,
            Decoder = spec.Space.Decoder,
            ReferenceArchitecture = spec.Space.Reference().Architecture,
            Dataset = experiment.Dataset,
            Data = DataOf(spec, candidate),
            Epochs = candidate.Epochs,
            ScheduleEpochs = IsShortened(spec, candidate) ? spec.Trainer.Epochs : null,
            Seed = SeededRandom.Derive(spec.Seed, $"train/{candidate.Configuration.Key}"),
            SplitSeed = SeededRandom.Derive(spec.Seed, "split"),
            EvaluateTest = !candidate.IsSupernet && IsTested(spec, candidate),
            Supernet = candidate.IsSupernet ? SupernetSearch.SpecOf(spec) : null,
            MeasureOnly = spec.Placement?.Measures(candidate) == true ? true : null,
            MaxLatencyMs = spec.Placement?.Latency is null ? spec.Constraints.MaxLatencyMs : null,
            Precision = PrecisionOf(spec),
            Proxies = spec.Trainer.Proxies,
            ProxyLimits = spec.Trainer.Proxies is { } proxies
                ? [.. spec.Constraints.Limits.Where(limit => proxies.Contains(limit.Metric))]
                : null,
        };
    }

    /// <summary>Those that can win.</summary>
    private static bool IsTested(ExperimentSpec spec, Candidate candidate) =>
        spec.Final is not { } final || candidate.Stage == SearchStages.Final || candidate.Epochs == final.Epochs;

    private static bool IsShortened(ExperimentSpec spec, Candidate candidate) =>
        spec.EarlyStop?.Rule == EarlyStopRule.Rank
        && candidate.Stage is not (SearchStages.Final or SearchStages.Supernet)
        && candidate.Epochs < spec.Trainer.Epochs;

    // The usual one is not told: a trainer of another language would not know the word.
    private static TrainingPrecision? PrecisionOf(ExperimentSpec spec) =>
        spec.Trainer.Precision == TrainingPrecision.Bf16 ? TrainingPrecision.Bf16 : null;

    private static DataSpec DataOf(ExperimentSpec spec, Candidate candidate) =>
        candidate.Stage == SearchStages.Final || spec.Data.SearchLimit is null
            ? spec.Data
            : spec.Data with
            {
                TrainLimit = Math.Min(spec.Data.SearchLimit.Value, spec.Data.TrainLimit ?? int.MaxValue),
            };
}
