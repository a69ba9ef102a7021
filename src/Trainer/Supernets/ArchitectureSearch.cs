using System.Globalization;
using NasCluster.Domain.Candidates;
using NasCluster.Domain.Search;
using NasCluster.Domain.Supernets;
using NasCluster.Trainer.Data;
using NasCluster.Trainer.Measuring;
using NasCluster.Trainer.Training;
using TorchSharp;

namespace NasCluster.Trainer.Supernets;

/// <summary>The θ half of FBNet's alternation: after w's epoch, one pass over the held images that moves θ only.</summary>
internal sealed class ArchitectureSearch : IArchitectureSearch
{
    private readonly SupernetSpec _spec;
    private readonly SupernetModule _supernet;
    private readonly BatchLoader _images;
    private readonly ulong _seed;
    private readonly ThetaStep _theta;
    private readonly InputBuffer _buffer;
    private readonly torch.Tensor _steps;

    /// <param name="supernet">The module and its weights θ; taken over except for the module.</param>
    /// <param name="images">The held images.</param>
    /// <param name="batchSize">Of those.</param>
    /// <param name="seed">Of the candidate.</param>
    public ArchitectureSearch(SupernetModule supernet, BatchLoader images, int batchSize, ulong seed)
    {
        _spec = supernet.Spec;
        _supernet = supernet;
        _images = images;
        _seed = seed;
        _theta = new(supernet);
        _buffer = new(batchSize, supernet.Module.Input, supernet.Module.Device);
        _steps = torch.zeros(1, device: torch.CPU).DetachFromDisposeScope();
    }

    /// <summary>At the device; null: nobody else uses it.</summary>
    public DeviceTurns? Turns { get; init; }

    public IEnumerable<(string Name, torch.Tensor Value)> State =>
        [
            ("supernet/theta", _supernet.Weights.Theta),
            ("supernet/steps", _steps),
            ("supernet/cost", _supernet.Cost.Coefficients),
            .. _theta.Adam.State.Select(state => ($"supernet/{state.Name}", state.Value)),
        ];

    public void Begin(int epoch)
    {
        _supernet.Weights.Temperature = _spec.TemperatureAt(epoch);
        _supernet.Weights.Learns = false;
    }

    public SupernetEpoch Run(int epoch)
    {
        double? loss = epoch > _spec.Warmup ? Learn(epoch) : null;
        return ReportOf(epoch, loss);
    }

    public void Resume()
    {
        using var noGradient = torch.no_grad();
        _theta.Adam.Steps = (long)_steps.item<float>();
        _supernet.ReadCosts();
    }

    public void Dispose()
    {
        _theta.Dispose();
        _buffer.Dispose();
        _steps.Dispose();
        _supernet.Weights.Dispose();
        _supernet.Cost.Dispose();
    }

    private double Learn(int epoch)
    {
        torch.manual_seed(unchecked((long)SeededRandom.Derive(_seed, "theta", epoch)));
        using var losses = new LossMeter(_supernet.Module.Device);
        _supernet.Weights.Learns = true;
        _supernet.Module.train();
        foreach (var batch in _images.Epoch(epoch - 1))
        {
            using (batch)
            {
                Step(batch, losses, epoch);
            }
        }

        _supernet.Weights.Learns = false;
        return double.IsFinite(losses.Mean()) ? losses.Mean() : throw Diverged(epoch);
    }

    private void Step(Batch batch, LossMeter losses, int epoch)
    {
        using var scope = torch.NewDisposeScope();
        using var turn = Turns?.Step() ?? default;
        var (images, labels) = _buffer.Fill(batch);
        var loss = _theta.Run(images, labels);
        if (!losses.Add(loss, batch.Count))
        {
            throw Diverged(epoch);
        }

        using var noGradient = torch.no_grad();
        _steps.fill_(_theta.Adam.Steps);
    }

    private SupernetEpoch ReportOf(int epoch, double? loss)
    {
        var probabilities = _supernet.Probabilities();
        return new(
            _spec.TemperatureAt(epoch),
            probabilities.Average(row => row.Sum(p => p > 0 ? -p * Math.Log(p) : 0)),
            _supernet.Costs.Expected(probabilities),
            _supernet.Theta(),
            loss
        );
    }

    private static CandidateFailedException Diverged(int epoch) =>
        new(
            FailureKind.Diverged,
            string.Create(
                CultureInfo.InvariantCulture,
                $"The loss of the architecture is not finite in epoch {epoch}."
            ),
            epoch
        );
}
