using System.Collections.Immutable;

namespace NasCluster.Storage.Optuna;

/// <summary>The completed trials of a study.</summary>
/// <param name="Name">Name of the study.</param>
/// <param name="Minimize">Whether its objective is wanted small.</param>
/// <param name="Trials">In order of their numbers.</param>
public sealed record OptunaStudy(string Name, bool Minimize, ImmutableArray<OptunaTrial> Trials);
