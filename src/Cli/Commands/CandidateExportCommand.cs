using System.Globalization;
using System.Text.Json;
using NasCluster.Cli.Output;
using NasCluster.Cli.Sessions;
using NasCluster.Domain;
using NasCluster.Domain.Candidates;
using NasCluster.Domain.Exporting;
using NasCluster.Domain.Training;

namespace NasCluster.Cli.Commands;

/// <summary>`nas export EXPERIMENT[:CANDIDATE]`: a trained candidate as a folder to deploy, or as one file.</summary>
internal static class CandidateExportCommand
{
    /// <param name="name">Id of an experiment, whose winner is meant, or of a candidate.</param>
    /// <param name="format">One file; null: a folder.</param>
    /// <param name="output">File or folder, from the usual name.</param>
    /// <param name="target">Where the candidate is; the cluster writes it where its checkpoint is not in this store's folder.</param>
    /// <param name="json">Print the report as JSON.</param>
    /// <param name="ct">Cancels it.</param>
    public static async Task<int> RunAsync(
        string name,
        ExportFormat? format,
        Func<string, string> output,
        SessionTarget target,
        bool json,
        CancellationToken ct
    )
    {
        await using var session = await NasSession.OpenAsync(target, ct);
        var trained = await FindAsync(name, session, ct);
        var extension = format is { } kind ? $".{kind.ToString().ToLowerInvariant()}" : "";
        var usual = string.Create(
            CultureInfo.InvariantCulture,
            $"{trained.Candidate.Id.Experiment}-{trained.Candidate.Id.Number}{extension}"
        );
        var request = CandidateExportRequest.Of(trained, target.Store, output(usual), format);
        if (!session.IsHost && !File.Exists(request.Training.Resume!.Path))
        {
            var candidate = session.Client.Candidate(trained.Candidate.Id);
            Print(await CandidateDownload.RunAsync(candidate, trained, format, request.Output, ct), json);
            return ExitCode.Done;
        }

        return await WriteAsync(request, json, ct);
    }

    private static async Task<int> WriteAsync(CandidateExportRequest request, bool json, CancellationToken ct)
    {
        var text = JsonSerializer.Serialize(request, DomainJson.Default.CandidateExportRequest);
        var answer = await TrainerAnswer<CandidateExportReport>.AskAsync(
            ["export", "candidate", text],
            DomainJson.Default.CandidateExportReport,
            ct
        );
        if (answer.Report is { } report)
        {
            Print(report, json);
        }

        return answer.ExitCode;
    }

    private static async Task<TrainedCandidate> FindAsync(string name, NasSession session, CancellationToken ct)
    {
        if (!CandidateId.TryParse(name, out var id))
        {
            var (_, result) = await session.FindAsync(name, ct);
            id =
                result.Winner?.Id
                ?? throw new CommandException(ExitCode.Refused, $"'{name}' has no winner yet: nothing is trained.");
        }

        var trained =
            await session.Client.Experiment(id.Experiment).GetTrainedAsync(id.Number, ct)
            ?? throw new CommandException(ExitCode.NotFound, $"There is no network, experiment or candidate '{name}'.");
        return CandidateExportRequest.RefusalOf(trained) is { } refusal
            ? throw new CommandException(ExitCode.Refused, refusal)
            : trained;
    }

    private static void Print(CandidateExportReport report, bool json)
    {
        if (json)
        {
            DataOutput.Json(report, DomainJson.Default.CandidateExportReport);
            return;
        }

        DataOutput.Line($"{report.Candidate} in {report.Output}: {string.Join(", ", report.Files)}");
        var invariant = CultureInfo.InvariantCulture;
        DataOutput.Line(
            (
                report.Accuracy is { } accuracy
                    ? string.Create(
                        invariant,
                        $"evaluated anew: validation accuracy {accuracy:F4} (recorded {report.RecordedAccuracy:F4})"
                    )
                    : string.Create(invariant, $"recorded validation accuracy {report.RecordedAccuracy:F4}")
            )
                + (report.TestAccuracy is { } test ? string.Create(invariant, $", test {test:F4}") : "")
                + (
                    report.RelativeError is { } error
                        ? string.Create(invariant, $"; ONNX Runtime against Torch: relative error {error:g2}")
                        : ""
                )
        );
    }
}
