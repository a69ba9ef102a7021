using NasCluster.Domain.SearchSpaces;

namespace NasCluster.Cli.Commands;

/// <summary>What the predictor expects of a configuration.</summary>
/// <param name="Configuration">Architecture and recipe.</param>
/// <param name="Accuracy">Expected, 0…1.</param>
/// <param name="Deviation">Standard deviation; null where it was not asked for.</param>
internal sealed record PredictionOutput(Configuration Configuration, double? Accuracy, double? Deviation);
