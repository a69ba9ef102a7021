using System.Text.Json.Serialization;
using NasCluster.Domain.Candidates;
using NasCluster.Domain.Experiments;

namespace NasCluster.Domain.Training;

/// <summary>A candidate with all that building its trained network takes.</summary>
/// <param name="Candidate">The candidate.</param>
/// <param name="Experiment">The experiment it belongs to.</param>
/// <param name="Checkpoint">Its last checkpoint, the path below the data folder; null where none was written.</param>
public sealed record TrainedCandidate(
    Candidate Candidate,
    Experiment Experiment,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] CheckpointRef? Checkpoint
);
