using NasCluster.Contracts;
using NasCluster.Domain.Exporting;
using NasCluster.Domain.Ports;
using NasCluster.Domain.Training;

namespace NasCluster.Grains;

/// <summary>Has one archive of its candidate as long as somebody asks for it.</summary>
internal sealed class ModelGrain(IModelExporter exporter) : Grain, IModelGrain
{
    private const int MostBytes = 4 << 20;
    private Task<ModelFile>? _writing;
    private string? _checkpoint;

    public async Task<ModelArchive?> PrepareAsync(CancellationToken ct = default)
    {
        if (await TrainedAsync(ct) is not { } trained)
        {
            return null;
        }

        if (CandidateExportRequest.RefusalOf(trained) is { } refusal)
        {
            return new(Problem: refusal);
        }

        if (_writing is null || _checkpoint != trained.Checkpoint!.Sha256)
        {
            Forget();
            _checkpoint = trained.Checkpoint!.Sha256;
            // Not on the grain's scheduler: the grain goes on to answer.
            _writing = Task.Run(() => exporter.WriteAsync(trained, CancellationToken.None), CancellationToken.None);
        }

        return _writing.IsCompleted ? await OutcomeAsync(_writing) : new();
    }

    public async Task<byte[]?> ReadAsync(string sha256, long offset, int count, CancellationToken ct = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        return _writing is { IsCompletedSuccessfully: true } && await _writing is var file && file.Sha256 == sha256
            ? await exporter.ReadAsync(file, offset, Math.Min(count, MostBytes), ct)
            : null;
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        Forget();
        return Task.CompletedTask;
    }

    private Task<TrainedCandidate?> TrainedAsync(CancellationToken ct) =>
        GrainFactory.GetGrain<ICandidateGrain>(this.GetPrimaryKeyString()).GetTrainedAsync(ct);

    /// <summary>A failure is told once; whoever asks again tries again.</summary>
    private async Task<ModelArchive> OutcomeAsync(Task<ModelFile> writing)
    {
        try
        {
            var file = await writing;
            return new(file.Sha256, file.Size);
        }
        catch (ModelExportException e)
        {
            _writing = null;
            return new(Problem: e.Message);
        }
        catch
        {
            _writing = null;
            throw;
        }
    }

    private void Forget() =>
        _writing?.ContinueWith(
            done => exporter.Delete(done.Result),
            CancellationToken.None,
            TaskContinuationOptions.OnlyOnRanToCompletion,
            TaskScheduler.Default
        );
}
