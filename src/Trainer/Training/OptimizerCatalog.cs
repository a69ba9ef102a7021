using NasCluster.Domain.Recipes;
using NasCluster.Trainer.Networks;

namespace NasCluster.Trainer.Training;

/// <summary>The optimizer of every kind; a new one is one line here.</summary>
internal static class OptimizerCatalog
{
    public static Optimizer Create(TensorStore tensors, TrainingRecipe recipe) =>
        recipe.Optimizer switch
        {
            OptimizerKind.Sgd => new SgdOptimizer(tensors, recipe),
            OptimizerKind.Adam => new AdamOptimizer(tensors, recipe, decoupled: false),
            OptimizerKind.AdamW => new AdamOptimizer(tensors, recipe, decoupled: true),
            OptimizerKind.RmsProp => new RmsPropOptimizer(tensors, recipe),
            OptimizerKind.RmsPropTf => new RmsPropTfOptimizer(tensors, recipe),
            _ => throw new InvalidRecipeException($"'optimizer' is '{recipe.Optimizer}', which this trainer lacks."),
        };
}
