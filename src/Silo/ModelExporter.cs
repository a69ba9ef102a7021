using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Extensions.Options;
using NasCluster.Domain;
using NasCluster.Domain.Exporting;
using NasCluster.Domain.Ports;
using NasCluster.Domain.Training;
using NasCluster.Silo.Trainers;

namespace NasCluster.Silo;

/// <summary>Lets the trainer program write candidates below this silo's data folder, one at a time.</summary>
internal sealed class ModelExporter(IOptions<SiloOptions> options, TimeProvider clock) : IModelExporter, IDisposable
{
    /// <summary>Archives that a silo left behind when it died are deleted after so long.</summary>
    private static readonly TimeSpan MostAge = TimeSpan.FromDays(1);

    private readonly string _root = Path.Combine(Path.GetFullPath(options.Value.DataFolder), "exports");
    private readonly SemaphoreSlim _turn = new(1);

    public async Task<ModelFile> WriteAsync(TrainedCandidate trained, CancellationToken ct)
    {
        await _turn.WaitAsync(ct);
        try
        {
            DeleteOld();
            return await ExportAsync(trained, Path.Combine(_root, Guid.NewGuid().ToString("N")), ct);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ModelExportException($"{trained.Candidate.Id} cannot be written: {e.Message}", e);
        }
        finally
        {
            _turn.Release();
        }
    }

    public Task<byte[]?> ReadAsync(ModelFile file, long offset, int count, CancellationToken ct) =>
        FilePiece.ReadAsync(file.Path, offset, count, ct);

    public void Delete(ModelFile file) => File.Delete(file.Path);

    public void Dispose() => _turn.Dispose();

    private async Task<ModelFile> ExportAsync(TrainedCandidate trained, string folder, CancellationToken ct)
    {
        var request = CandidateExportRequest.Of(trained, options.Value.DataFolder, folder);
        if (!File.Exists(request.Training.Resume!.Path))
        {
            throw new ModelExportException(
                $"The checkpoint of {trained.Candidate.Id} is on no disk that this silo can read; 'nas export' on the worker's machine writes it."
            );
        }

        Directory.CreateDirectory(_root);
        var archive = $"{folder}.zip";
        try
        {
            await RunTrainerAsync(request, ct);
            await ZipFile.CreateFromDirectoryAsync(folder, archive, ct);
            await using var file = File.OpenRead(archive);
            return new(archive, file.Length, Convert.ToHexStringLower(await SHA256.HashDataAsync(file, ct)));
        }
        catch
        {
            File.Delete(archive);
            throw;
        }
        finally
        {
            if (Directory.Exists(folder))
            {
                Directory.Delete(folder, recursive: true);
            }
        }
    }

    private async Task RunTrainerAsync(CandidateExportRequest request, CancellationToken ct)
    {
        var text = JsonSerializer.Serialize(request, DomainJson.Default.CandidateExportRequest);
        var output = await TrainerTool.RunAsync(
            TrainerLocation.Find(options.Value.TrainerPath),
            ["export", "candidate", text],
            ct
        );
        if (output.ExitCode != 0)
        {
            throw new ModelExportException(output.Error.Trim());
        }
    }

    private void DeleteOld()
    {
        var oldest = clock.GetUtcNow().UtcDateTime - MostAge;
        var left = new DirectoryInfo(_root);
        foreach (var file in left.Exists ? left.EnumerateFiles() : [])
        {
            if (file.LastWriteTimeUtc < oldest)
            {
                file.Delete();
            }
        }
    }
}
