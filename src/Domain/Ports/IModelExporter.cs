using NasCluster.Domain.Exporting;
using NasCluster.Domain.Training;

namespace NasCluster.Domain.Ports;

/// <summary>Writes trained candidates for deployment, each as a ZIP file on this machine.</summary>
public interface IModelExporter
{
    /// <summary>Writes the archive: ONNX, weights, labels, preprocessing, figures evaluated anew, provenance.</summary>
    /// <param name="trained">A candidate that <see cref="CandidateExportRequest.RefusalOf"/> has nothing against.</param>
    /// <param name="ct">Stops it.</param>
    /// <exception cref="ModelExportException">Its checkpoint is not on this machine, or the trainer refuses it.</exception>
    Task<ModelFile> WriteAsync(TrainedCandidate trained, CancellationToken ct);

    /// <summary>A piece of an archive; null where it is gone.</summary>
    Task<byte[]?> ReadAsync(ModelFile file, long offset, int count, CancellationToken ct);

    /// <summary>Deletes an archive that nobody asks for any longer.</summary>
    void Delete(ModelFile file);
}
