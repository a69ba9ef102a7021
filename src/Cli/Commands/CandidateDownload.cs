using System.IO.Compression;
using NasCluster.Cli.Output;
using NasCluster.Client;
using NasCluster.Domain.Exporting;
using NasCluster.Domain.Training;

namespace NasCluster.Cli.Commands;

/// <summary>A trained candidate whose checkpoint is not on this machine: a control silo writes it, and it is fetched from there.</summary>
internal static class CandidateDownload
{
    /// <summary>Writes the folder, or one file of it.</summary>
    /// <exception cref="CommandException">The cluster cannot write it, or it cannot be written here.</exception>
    public static async Task<CandidateExportReport> RunAsync(
        CandidateHandle candidate,
        TrainedCandidate trained,
        ExportFormat? format,
        string output,
        CancellationToken ct
    )
    {
        var target = Path.GetFullPath(output);
        if (format is null && Directory.Exists(target) && Directory.EnumerateFileSystemEntries(target).Any())
        {
            throw new CommandException(
                ExitCode.BadInput,
                $"'{target}' is not empty; expected a folder that is new or empty."
            );
        }

        var archive = Path.GetTempFileName();
        try
        {
            await FetchAsync(candidate, archive, ct);
            string[] files = [];
            await OutputFile.WriteAsync(
                "--output",
                target,
                async path => files = await TakeAsync(archive, format, path, ct)
            );
            return new(candidate.Id, target, [.. files], Accuracy: null, trained.Candidate.Metrics!.Accuracy);
        }
        finally
        {
            File.Delete(archive);
        }
    }

    private static async Task FetchAsync(CandidateHandle candidate, string archive, CancellationToken ct)
    {
        Messages.Note($"The checkpoint of {candidate.Id} is not in this store: the cluster writes the network …");
        try
        {
            await using var stream =
                await candidate.OpenModelAsync(ct)
                ?? throw new CommandException(ExitCode.NotFound, $"There is no candidate '{candidate.Id}'.");
            await using var file = File.Create(archive);
            await stream.CopyToAsync(file, ct);
        }
        catch (ModelExportException e)
        {
            throw new CommandException(ExitCode.Refused, e.Message);
        }
        catch (Exception e) when (e is InvalidDataException or IOException)
        {
            throw new CommandException(ExitCode.ServiceAway, $"{candidate.Id} did not come whole: {e.Message}");
        }
    }

    /// <summary>Beside the target first, so that there is never half of it under its name.</summary>
    private static async Task<string[]> TakeAsync(
        string archive,
        ExportFormat? format,
        string target,
        CancellationToken ct
    )
    {
        var part = $"{Path.TrimEndingDirectorySeparator(target)}.{Guid.NewGuid():N}.part";
        try
        {
            // Entries are checked to stay below the folder.
            await ZipFile.ExtractToDirectoryAsync(archive, part, ct);
            if (format is { } kind)
            {
                File.Move(Path.Combine(part, NameOf(kind)), target, overwrite: true);
                return [Path.GetFileName(target)];
            }

            if (Directory.Exists(target))
            {
                Directory.Delete(target);
            }

            Directory.Move(part, target);
            return
            [
                .. Directory
                    .EnumerateFiles(target)
                    .Select(file => Path.GetFileName(file))
                    .Order(StringComparer.Ordinal),
            ];
        }
        finally
        {
            if (Directory.Exists(part))
            {
                Directory.Delete(part, recursive: true);
            }
        }
    }

    private static string NameOf(ExportFormat format) =>
        format switch
        {
            ExportFormat.Onnx => "model.onnx",
            ExportFormat.Safetensors => "model.safetensors",
            _ => "network.json",
        };
}
