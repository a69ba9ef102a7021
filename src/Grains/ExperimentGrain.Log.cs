using Microsoft.Extensions.Logging;
using NasCluster.Domain.Experiments;

namespace NasCluster.Grains;

internal sealed partial class ExperimentGrain
{
    [LoggerMessage(LogLevel.Error, "Experiment {Experiment} could not be moved on; it will be tried again.")]
    private partial void LogReconcileFailed(string experiment, Exception exception);

    [LoggerMessage(LogLevel.Information, "Experiment {Experiment}: the space has no more candidates to give.")]
    private partial void LogExhausted(string experiment);

    [LoggerMessage(LogLevel.Information, "Experiment {Experiment} is {State}. {Reason}")]
    private partial void LogEnded(string experiment, ExperimentState state, string? reason);
}
