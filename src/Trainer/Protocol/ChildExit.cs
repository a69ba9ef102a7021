using NasCluster.Domain.Training;

namespace NasCluster.Trainer.Protocol;

/// <summary>Exit codes of a child.</summary>
internal static class ChildExit
{
    /// <summary>The input has ended.</summary>
    public const int Done = 0;

    /// <summary>A command could not be understood.</summary>
    public const int Protocol = 2;

    /// <summary>libtorch does not load, or the device is not there.</summary>
    public const int Environment = 3;

    /// <summary>Memory ran out; the candidate's failure was reported, and the child is to be replaced.</summary>
    public const int OutOfMemory = TrainerProtocol.OutOfMemoryExit;

    /// <summary>The device cannot be used any more; nothing was reported, and the candidate is not to blame.</summary>
    public const int DeviceLost = TrainerProtocol.DeviceLostExit;
}
