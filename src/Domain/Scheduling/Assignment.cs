using System.Text.Json.Serialization;
using NasCluster.Domain.Candidates;
using NasCluster.Domain.Experiments;

namespace NasCluster.Domain.Scheduling;

/// <summary>What a slot gets when it claims work.</summary>
/// <param name="Attempt">The attempt that was opened for it.</param>
/// <param name="Candidate">What to train.</param>
/// <param name="Experiment">The experiment it belongs to.</param>
/// <param name="Checkpoint">Where an earlier attempt got to, or null.</param>
public sealed record Assignment(
    AttemptRef Attempt,
    Candidate Candidate,
    Experiment Experiment,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] CheckpointRef? Checkpoint
)
{
    /// <summary>It measures the latency of its candidate, and trains nothing.</summary>
    [JsonIgnore]
    public bool Measures => Experiment.Spec.Placement?.Measures(Candidate) == true;

    /// <summary>Whether there is anything to go on from after a loss: neither measurements nor tables have checkpoints.</summary>
    [JsonIgnore]
    public bool KeepsCheckpoints => Experiment.Spec.Trainer.Table is null && !Measures;
}
