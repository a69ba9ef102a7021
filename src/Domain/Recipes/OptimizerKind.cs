namespace NasCluster.Domain.Recipes;

public enum OptimizerKind
{
    Sgd,
    Adam,
    AdamW,
    RmsProp,
}
