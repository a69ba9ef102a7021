using NasCluster.Domain.Architectures;
using TorchSharp;
using TorchSharp.Modules;

namespace NasCluster.Training;

/// <summary>The loop of a TorchSharp tutorial: the library's own modules and AdamW over one ready tensor.</summary>
internal sealed class StockLoop : IContender
{
    private readonly StockModule _module;
    private readonly torch.optim.Optimizer _optimizer;
    private readonly torch.Tensor _images;
    private readonly torch.Tensor _labels;

    public StockLoop(Network network, int batch)
    {
        torch.manual_seed(1);
        _module = new(network);
        var groups = _module.parameters().GroupBy(parameter => parameter.dim() > 1);
        _optimizer = torch.optim.AdamW(
            groups.Select(group => new AdamW.ParamGroup(
                group,
                new AdamW.Options
                {
                    LearningRate = Recipes.LearningRate,
                    weight_decay = group.Key ? Recipes.WeightDecay : 0,
                }
            )),
            Recipes.LearningRate
        );
        (_images, _labels) = Made.Batch(batch);
        Run(3);
    }

    public string Name => "TorchSharp";

    public Timed Run(int steps) => Timed.Of(steps, () => Take(steps));

    public void Dispose()
    {
        _optimizer.Dispose();
        _module.Dispose();
        _images.Dispose();
        _labels.Dispose();
    }

    private void Take(int steps)
    {
        for (var i = 0; i < steps; i++)
        {
            using var scope = torch.NewDisposeScope();
            _optimizer.zero_grad();
            torch.nn.functional.cross_entropy(_module.forward(_images), _labels).backward();
            torch.nn.utils.clip_grad_norm_(_module.parameters(), 5);
            _optimizer.step();
        }
    }
}
