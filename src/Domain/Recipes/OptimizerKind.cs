namespace NasCluster.Domain.Recipes;

public enum OptimizerKind
{
    Sgd,
    Adam,
    AdamW,
    RmsProp,

    /// <summary>RMSProp of TensorFlow: ε = 0.001 within the root, decay 0.9.</summary>
    RmsPropTf,
}
