using NasCluster.Domain.Recipes;
using NasCluster.Trainer.Measuring;
using NasCluster.Trainer.Networks;
using TorchSharp;

namespace NasCluster.Trainer.Training;

/// <summary>A network, its optimizer and its weight average: what one training step changes.</summary>
internal sealed class Learner : IDisposable
{
    private readonly TrainingRecipe _recipe;
    private readonly IObjective _objective;

    /// <param name="module">The network; the learner takes it over.</param>
    /// <param name="recipe">How it is trained.</param>
    /// <param name="objective">What it is trained on, taken over; null: to tell the classes of images.</param>
    public Learner(GraphModule module, TrainingRecipe recipe, IObjective? objective = null)
    {
        _recipe = recipe;
        _objective = objective ?? new ImageObjective(recipe.LabelSmoothing);
        Module = module;
        Optimizer = OptimizerCatalog.Create(module.Tensors, recipe);
        Average = recipe.Ema ? new WeightAverage(module.Tensors, recipe.EmaDecay) : null;
    }

    public GraphModule Module { get; }

    public Optimizer Optimizer { get; }

    public WeightAverage? Average { get; }

    /// <summary>Divides the time of steps among their phases.</summary>
    public PhaseClock Clock { get; set; } = new(TimeProvider.System);

    /// <summary>At the device, shared with other trainings and left to measurements.</summary>
    public DeviceTurns Turns { get; set; } = DeviceTurns.None(TimeProvider.System);

    /// <summary>What learns the architecture beside the weights, where the network is a supernet.</summary>
    public IArchitectureSearch? Search { get; init; }

    /// <summary>One step. The caller holds a dispose scope; the loss belongs to it.</summary>
    /// <param name="images">N×C×H×W.</param>
    /// <param name="labels">N class numbers, or N×H×W.</param>
    /// <param name="learningRate">Of this step.</param>
    /// <param name="random">Draws mixup's shares and CutMix's boxes.</param>
    /// <param name="stage">What the step is trained with; null: the network itself and the recipe's mixing.</param>
    public torch.Tensor Step(
        torch.Tensor images,
        torch.Tensor labels,
        double learningRate,
        Random random,
        CourseStage? stage = null
    )
    {
        var module = stage?.Module ?? Module;
        module.train();
        var mixer = stage?.Mixer ?? new BatchMixer(_recipe.Mixup, _recipe.CutMix);
        var (inputs, share) = mixer.Mix(images, random);
        var loss = _objective.Loss(module, inputs, labels, share);
        loss.backward();
        Clock.Mark(Phase.ForwardBackward);
        GradientClip.Apply(Module.Tensors.FlatGradient);
        Optimizer.Step(learningRate);
        Average?.Update();
        Clock.Mark(Phase.Optimizer);
        return loss;
    }

    public void Dispose()
    {
        _objective.Dispose();
        Search?.Dispose();
        Average?.Dispose();
        Optimizer.Dispose();
        Module.Dispose();
    }
}
