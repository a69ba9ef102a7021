using NasCluster.Trainer.Networks;
using TorchSharp;

namespace NasCluster.Trainer.Measuring;

/// <summary>Inference time of a network on its device: one image, evaluation mode.</summary>
internal sealed class LatencyMeter(TimeProvider time)
{
    private const int WarmUps = 5;
    private const int FewestRuns = 20;
    private const int MostRuns = 100;
    private const double BudgetMs = 300;

    public Durations Measure(GraphModule module)
    {
        using var scope = torch.NewDisposeScope();
        using var noGradient = torch.no_grad();
        var input = module.Input;
        var image = torch.zeros([1, input.Channels, input.Height, input.Width], device: module.Device);
        module.eval();
        for (var i = 0; i < WarmUps; i++)
        {
            Run(module, image);
        }

        var runs = new Durations();
        while (runs.Count < FewestRuns || (runs.Count < MostRuns && runs.TotalMs < BudgetMs))
        {
            runs.Add(Run(module, image));
        }

        return runs;
    }

    private TimeSpan Run(GraphModule module, torch.Tensor image)
    {
        using var scope = torch.NewDisposeScope();
        var start = time.GetTimestamp();
        // Copying the result to the host waits for a GPU.
        _ = module.forward(image).cpu();
        return time.GetElapsedTime(start);
    }
}
