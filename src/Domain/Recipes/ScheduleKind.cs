namespace NasCluster.Domain.Recipes;

public enum ScheduleKind
{
    /// <summary>Falls to 0 along half a cosine.</summary>
    Cosine,

    /// <summary>×0.1 at one half and at three quarters of the steps.</summary>
    Step,

    Constant,
}
