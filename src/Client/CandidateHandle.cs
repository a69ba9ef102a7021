using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using NasCluster.Contracts;
using NasCluster.Domain;
using NasCluster.Domain.Architectures;
using NasCluster.Domain.Candidates;
using NasCluster.Domain.Experiments;
using NasCluster.Domain.Training;

namespace NasCluster.Client;

/// <summary>One candidate: its figures, curve, network and files.</summary>
public sealed class CandidateHandle
{
    private const int ChunkBytes = 1 << 20;
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

        var data = experiment.Dataset;
        var target = new NetworkTarget(data.Channels, data.Resolution, data.Classes);
        return DecoderCatalog.Get(decoder).Decode(trained.Candidate.Configuration, target);
    }

    /// <summary>Writes its last checkpoint to a file and checks the SHA-256 it was stored with.</summary>
    /// <param name="path">The file; it is there afterwards whole or not at all.</param>
    /// <param name="ct">Cancels the download.</param>
    /// <returns>False where it has no checkpoint, or no control silo can read it because it lies on a worker's own disk.</returns>
    /// <exception cref="InvalidDataException">What came is not what was stored.</exception>
    public async Task<bool> DownloadCheckpointAsync(string path, CancellationToken ct = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        if (await GetTrainedAsync(ct) is not { Checkpoint: { } checkpoint })
        {
            return false;
        }

        var part = $"{path}.part";
        try
        {
            if (!await CopyAsync(checkpoint, part, ct))
            {
                return false;
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

    private async Task<bool> CopyAsync(CheckpointRef checkpoint, string path, CancellationToken ct)
    {
        var grain = _grains.GetGrain<ICheckpointGrain>(Id.ToString());
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await using var file = File.Create(path);
        for (var offset = 0L; offset < checkpoint.Size; )
        {
            if (await grain.ReadAsync(checkpoint.Sha256, offset, ChunkBytes, ct) is not { Length: > 0 } bytes)
            {
                return false;
            }

            hash.AppendData(bytes);
            await file.WriteAsync(bytes, ct);
            offset += bytes.Length;
        }

        var found = Convert.ToHexStringLower(hash.GetHashAndReset());
        return found == checkpoint.Sha256
            ? true
            : throw new InvalidDataException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"The checkpoint of {Id} has SHA-256 {found} after {checkpoint.Size} bytes; stored is {checkpoint.Sha256}."
                )
            );
    }
}
