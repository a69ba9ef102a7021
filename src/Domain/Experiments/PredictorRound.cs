using System.Text.Json.Serialization;

namespace NasCluster.Domain.Experiments;

/// <summary>How well the predictor ordered a batch before it was trained.</summary>
/// <param name="Stage">The batch.</param>
/// <param name="Candidates">Completed candidates of it that had a prediction.</param>
/// <param name="Spearman">Rank correlation of predicted and reached accuracy; null for fewer than three.</param>
public sealed record PredictorRound(
    string Stage,
    int Candidates,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] double? Spearman
);
