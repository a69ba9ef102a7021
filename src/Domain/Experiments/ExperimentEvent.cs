using System.Text.Json.Serialization;

namespace NasCluster.Domain.Experiments;

/// <summary>Something that happened to an experiment; events of one experiment are numbered 1, 2, 3, …</summary>
/// <param name="Sequence">Place in the experiment's history; a watcher resumes after the last one it saw.</param>
/// <param name="At">Time of the store's clock.</param>
/// <param name="Kind">What happened.</param>
/// <param name="Candidate">Number of the candidate it happened to, if any.</param>
/// <param name="Detail">One line for people.</param>
public sealed record ExperimentEvent(
    long Sequence,
    DateTimeOffset At,
    ExperimentEventKind Kind,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] int? Candidate,
    string Detail
);
