namespace NasCluster.Domain.Training;

/// <summary>What a trainer printed to stdout and stderr during one attempt at a candidate.</summary>
/// <param name="Attempt">Number of the attempt, from 1.</param>
/// <param name="Name">Tells files of one attempt apart, such as "2-4f0c12ab9d03".</param>
/// <param name="Text">Its lines; the last ones where it printed very much.</param>
/// <param name="IsCut">Earlier lines are left out.</param>
public sealed record AttemptLog(int Attempt, string Name, string Text, bool IsCut);
