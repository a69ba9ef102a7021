using System.Globalization;
using System.Text.Json;
using NasCluster.Cli.Output;
using NasCluster.Cli.Sessions;
using NasCluster.Domain;
using NasCluster.Domain.Candidates;
using NasCluster.Domain.Exporting;
using NasCluster.Domain.Supernets;
using NasCluster.Domain.Training;

namespace NasCluster.Cli.Commands;

/// <summary>`nas export EXPERIMENT[:CANDIDATE]`: a trained candidate as a folder to deploy, or as one file.</summary>
internal static class CandidateExportCommand
{
    /// <param name="name">Id of an experiment, whose winner is meant, or of a candidate.</param>
    /// <param name="format">One file; null: a folder.</param>
    /// <param name="output">File or folder; named after the candidate if null.</param>
    /// <param name="target">Where the candidate is; its checkpoint is read from the folder of the store.</param>
    /// <param name="json">Print the report as JSON.</param>
    /// <param name="ct">Cancels it.</param>
    public static async Task<int> RunAsync(
        string name,
        ExportFormat? format,
        string? output,
        SessionTarget target,
        bool json,
        CancellationToken ct
    )
    {
        var trained = await FindAsync(name, target, ct);
        var extension = format is { } kind ? $".{kind.ToString().ToLowerInvariant()}" : "";
        var usual = string.Create(
            CultureInfo.InvariantCulture,
            $"{trained.Candidate.Id.Experiment}-{trained.Candidate.Id.Number}{extension}"
        );
        var request = new CandidateExportRequest
        {
            Training = TrainingOf(trained, target.Store),
            Metrics = trained.Candidate.Metrics!,
            Provenance = ExportProvenance.Of(trained),
            Format = format,
            Output = Path.GetFullPath(output ?? usual),
        };
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

    private static async Task<TrainedCandidate> FindAsync(string name, SessionTarget target, CancellationToken ct)
    {
        await using var session = await NasSession.OpenAsync(target, ct);
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
        if (trained.Candidate.State != CandidateState.Completed || trained.Checkpoint is null)
        {
            throw new CommandException(
                ExitCode.Refused,
                $"{id} is {ResultText.Word(trained.Candidate.State)} and has {(trained.Checkpoint is null ? "no" : "a")} checkpoint; only completed candidates with one can be exported."
            );
        }

        if (trained.Candidate.IsSupernet)
        {
            throw new CommandException(
                ExitCode.Refused,
                $"{id} is a supernet and no network of its own; export one of the candidates derived from it."
            );
        }

        return trained.Experiment.Spec.Space.Decoder is null
            ? throw new CommandException(
                ExitCode.Refused,
                $"{id} was trained by a program of its own; its network is not known here."
            )
            : trained;
    }

    private static TrainCommand TrainingOf(TrainedCandidate trained, string store)
    {
        var checkpoint = trained.Checkpoint!;
        return TrainCommand.Of(trained.Experiment, trained.Candidate, nonce: "export") with
        {
            Resume = checkpoint with { Path = Path.GetFullPath(Path.Combine(store, checkpoint.Path)) },
        };
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
            string.Create(
                invariant,
                $"evaluated anew: validation accuracy {report.Accuracy:F4} (recorded {report.RecordedAccuracy:F4})"
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
