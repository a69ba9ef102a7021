namespace NasCluster.Domain.Recipes;

public enum ScheduleKind
{
    /// <summary>Falls to 0 along half a cosine.</summary>
    Cosine,

    /// <summary>×0.1 at one half and at three quarters of the steps.</summary>
    Step,

    Constant,

    /// <summary>Falls to 0 along a line.</summary>
    Linear,

    /// <summary>A factor every few epochs at once (EfficientNet: ×0.97 every 2.4, counted from the start).</summary>
    Exponential,

    /// <summary>Within 5 epochs linearly to a fifth, again and again, halved eight times (ESPNetV2).</summary>
    Cyclic,
}
