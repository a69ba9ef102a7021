using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using NasCluster.Domain.Architectures;
using NasCluster.Domain.Experiments;
using NasCluster.Trainer.Checkpoints;
using NasCluster.Trainer.Exporting;

namespace NasCluster.Trainer.Runtime;

/// <summary>The trainer program's side of a command: a JSON request in, a JSON report out, or one message.</summary>
internal static class JsonAnswer
{
    private const int Missed = 1;
    private const int BadInput = 2;

    /// <param name="text">The request.</param>
    /// <param name="requestType">Its type.</param>
    /// <param name="answer">Does what is asked; libtorch is loaded.</param>
    /// <param name="reportType">Type of the report.</param>
    /// <param name="isGood">Whether the report meets its goal.</param>
    /// <param name="output">Receives the report.</param>
    /// <param name="error">Receives the message where the request is refused.</param>
    /// <returns>The exit code: 0, 1 where the goal is missed, 2 where the request is refused.</returns>
    public static int Run<TRequest, TReport>(
        string text,
        JsonTypeInfo<TRequest> requestType,
        Func<TRequest, TReport> answer,
        JsonTypeInfo<TReport> reportType,
        Predicate<TReport> isGood,
        TextWriter output,
        TextWriter error
    )
    {
        try
        {
            TorchRuntime.Load();
            var report = answer(JsonSerializer.Deserialize(text, requestType)!);
            output.WriteLine(JsonSerializer.Serialize(report, reportType));
            return isGood(report) ? 0 : Missed;
        }
        catch (Exception e)
            when (e
                    is ExportException
                        or CheckpointException
                        or DatasetException
                        or InvalidNetworkException
                        or TrainerSettingsException
                        or IOException
                        or UnauthorizedAccessException
                        or JsonException
            )
        {
            error.WriteLine(e.Message);
            return BadInput;
        }
    }
}
