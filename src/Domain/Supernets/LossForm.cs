namespace NasCluster.Domain.Supernets;

/// <summary>How the cost enters the loss of θ; CE is the cross entropy, L the expected cost.</summary>
public enum LossForm
{
    /// <summary>CE · α · (log L)^β (FBNet, eq. 2).</summary>
    Paper,

    /// <summary>CE · α · log(L^β), as the article prints it: α and β are then one number.</summary>
    Article,

    /// <summary>CE + α · (log L)^β: "consists of cross entropy and total cost" (FBNetV2, §3.3).</summary>
    Sum,
}
