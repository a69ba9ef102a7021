using System.Collections.Immutable;
using System.Text.Json;
using NasCluster.Contracts;
using NasCluster.Domain;
using NasCluster.Domain.Architectures;
using NasCluster.Domain.Candidates;
using NasCluster.Domain.Experiments;
using NasCluster.Domain.Exporting;
using NasCluster.Domain.Latency;
using NasCluster.Domain.Training;

namespace NasCluster.Client;

/// <summary>One candidate: its figures, curve, network and files.</summary>
public sealed class CandidateHandle
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(500);
    private readonly IGrainFactory _grains;

    internal CandidateHandle(CandidateId id, IGrainFactory grains)
    {
        Id = id;
        _grains = grains;
    }

    /// <summary>Experiment and number.</summary>
    public CandidateId Id { get; }

    private ICandidateGrain Grain => _grains.GetGrain<ICandidateGrain>(Id.ToString());

    /// <summary>Where it stands, with its figures; null where there is no such candidate.</summary>
    /// <param name="ct">Cancels the call.</param>
    public Task<CandidateView?> GetAsync(CancellationToken ct = default) => Grain.GetAsync(ct);

    /// <summary>Its epochs in order; those of a supernet have θ over time. Empty where there is no such candidate.</summary>
    /// <param name="ct">Cancels the call.</param>
    public Task<ImmutableArray<EpochReport>> GetCurveAsync(CancellationToken ct = default) => Grain.GetCurveAsync(ct);

    /// <summary>
    /// What its trainers printed to stdout and stderr, the last 256 KiB of each attempt, in order; asked of the workers that have
    /// it. An attempt is left out that printed nothing, or whose worker is gone with its disk.
    /// </summary>
    /// <param name="ct">Cancels the call.</param>
    public Task<ImmutableArray<AttemptLog>> GetLogsAsync(CancellationToken ct = default) => Grain.GetLogsAsync(ct);

    /// <summary>The candidate with all that building its trained network takes; null where there is none.</summary>
    /// <param name="ct">Cancels the call.</param>
    public Task<TrainedCandidate?> GetTrainedAsync(CancellationToken ct = default) => Grain.GetTrainedAsync(ct);

    /// <summary>
    /// Its network, layer by layer with shapes, MACs and parameters; null where there is no such candidate, or where the
    /// space has no decoder (tables, trainers of your own).
    /// </summary>
    /// <param name="ct">Cancels the call.</param>
    /// <exception cref="InvalidNetworkException">The architecture cannot be built; that is why the candidate failed.</exception>
    public async Task<Network?> GetNetworkAsync(CancellationToken ct = default)
    {
        if (await GetTrainedAsync(ct) is not { Experiment: { Spec.Space.Decoder: { } decoder } experiment } trained)
        {
            return null;
        }

        var target = NetworkTarget.Of(experiment.Dataset);
        return DecoderCatalog.Get(decoder).Decode(trained.Candidate.Configuration, target);
    }

    /// <summary>
    /// Times its network layer by layer: one image, evaluation mode, on a worker with the device its latency is measured on.
    /// Takes seconds; asked again, the answer is what was measured before.
    /// </summary>
    /// <param name="ct">Cancels the call.</param>
    /// <returns>Null where there is no such candidate.</returns>
    /// <exception cref="LayerTimesException">
    /// It has no network of its own, or no worker can measure it; the message says why.
    /// </exception>
    public async Task<LayerTimes?> MeasureLayersAsync(CancellationToken ct = default) =>
        await Grain.MeasureLayersAsync(ct) is not { } answer
            ? null
            : answer.Times ?? throw new LayerTimesException(answer.Problem!);

    /// <summary>Whether its last checkpoint can be had: there is one, and a control silo can read it.</summary>
    /// <param name="ct">Cancels the call.</param>
    public async Task<bool> HasCheckpointAsync(CancellationToken ct = default) =>
        await GetTrainedAsync(ct) is { Checkpoint.Sha256: var sha256 }
        && await _grains.GetGrain<ICheckpointGrain>(Id.ToString()).ReadAsync(sha256, offset: 0, count: 1, ct)
            is { Length: > 0 };

    /// <summary>Its last checkpoint, to be read once from start to end; the SHA-256 it was stored with is checked at the end.</summary>
    /// <param name="ct">Cancels the call.</param>
    /// <returns>Null where it has no checkpoint, or no control silo can read it because it lies on a worker's own disk.</returns>
    /// <exception cref="InvalidDataException">What came is not what was stored (while reading).</exception>
    /// <exception cref="IOException">It was deleted meanwhile (while reading).</exception>
    public async Task<Stream?> OpenCheckpointAsync(CancellationToken ct = default)
    {
        if (await GetTrainedAsync(ct) is not { Checkpoint: { } checkpoint })
        {
            return null;
        }

        var grain = _grains.GetGrain<ICheckpointGrain>(Id.ToString());
        return await PieceStream.OpenAsync(
            $"checkpoint of {Id}",
            checkpoint.Size,
            checkpoint.Sha256,
            (offset, count, stop) => grain.ReadAsync(checkpoint.Sha256, offset, count, stop),
            ct
        );
    }

    /// <summary>
    /// Its network as a ZIP file to deploy, written by a control silo: ONNX (opset 21, dynamic batch), weights, labels,
    /// preprocessing, figures evaluated anew, provenance. To be read once from start to end.
    /// </summary>
    /// <param name="ct">Cancels the call.</param>
    /// <returns>Null where there is no such candidate.</returns>
    /// <exception cref="ModelExportException">It cannot be exported; the message says why.</exception>
    /// <exception cref="InvalidDataException">What came is not what was written (while reading).</exception>
    public async Task<Stream?> OpenModelAsync(CancellationToken ct = default)
    {
        var grain = _grains.GetGrain<IModelGrain>(Id.ToString());
        while (await grain.PrepareAsync(ct) is { } archive)
        {
            if (archive is { Problem: { } problem })
            {
                throw new ModelExportException(problem);
            }

            if (
                archive is { Sha256: { } sha256 }
                && await PieceStream.OpenAsync(
                    $"archive of {Id}",
                    archive.Size,
                    sha256,
                    (offset, count, stop) => grain.ReadAsync(sha256, offset, count, stop),
                    ct
                )
                    is { } stream
            )
            {
                return stream;
            }

            await Task.Delay(PollInterval, ct);
        }

        return null;
    }

    /// <summary>Writes its last checkpoint to a file and checks the SHA-256 it was stored with.</summary>
    /// <param name="path">The file; it is there afterwards whole or not at all.</param>
    /// <param name="ct">Cancels the download.</param>
    /// <returns>False where it has no checkpoint, or no control silo can read it because it lies on a worker's own disk.</returns>
    /// <exception cref="InvalidDataException">What came is not what was stored.</exception>
    /// <exception cref="IOException">It was deleted meanwhile, or the file cannot be written.</exception>
    public async Task<bool> DownloadCheckpointAsync(string path, CancellationToken ct = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        await using var checkpoint = await OpenCheckpointAsync(ct);
        if (checkpoint is null)
        {
            return false;
        }

        var part = $"{path}.part";
        try
        {
            await using (var file = File.Create(part))
            {
                await checkpoint.CopyToAsync(file, ct);
            }

            File.Move(part, path, overwrite: true);
            return true;
        }
        finally
        {
            File.Delete(part);
        }
    }

    /// <summary>
    /// Writes what there is of it into a folder: <c>candidate.json</c> (with its experiment), <c>epochs.csv</c> and, where it
    /// can be had, <c>checkpoint.safetensors</c>. 'nas export' makes ONNX and more of it on a machine with the trainer.
    /// </summary>
    /// <param name="folder">Made where it is not there.</param>
    /// <param name="ct">Cancels the download.</param>
    /// <returns>The files written; empty where there is no such candidate.</returns>
    public async Task<ImmutableArray<string>> DownloadAsync(string folder, CancellationToken ct = default)
    {
        if (await GetTrainedAsync(ct) is not { } trained)
        {
            return [];
        }

        Directory.CreateDirectory(folder);
        var (text, curve) = (Path.Combine(folder, "candidate.json"), Path.Combine(folder, "epochs.csv"));
        await File.WriteAllTextAsync(text, JsonSerializer.Serialize(trained, DomainJson.Default.TrainedCandidate), ct);
        await ResultTable.OfEpochs(await GetCurveAsync(ct)).WriteCsvAsync(curve, ct);
        var name = Path.GetFileName(trained.Checkpoint?.Path) ?? "checkpoint";
        var checkpoint = Path.Combine(folder, name);
        return await DownloadCheckpointAsync(checkpoint, ct) ? [text, curve, checkpoint] : [text, curve];
    }

    /// <inheritdoc/>
    public override string ToString() => Id.ToString();
}
