namespace NasCluster.Domain.Training;

/// <summary>Constants of the protocol between a slot and its trainer child.</summary>
public static class TrainerProtocol
{
    public const int Version = 1;

    /// <summary>Longest line in bytes, either way.</summary>
    public const int MaxLineBytes = 64 * 1024;

    /// <summary>Environment variable with the number of the file descriptor that the child reads commands from.</summary>
    public const string CommandDescriptor = "NASCLUSTER_COMMAND_FD";

    /// <summary>Environment variable with the number of the file descriptor that the child writes messages to.</summary>
    public const string MessageDescriptor = "NASCLUSTER_MESSAGE_FD";

    /// <summary>Environment variable with the number of threads that the child computes with.</summary>
    public const string Threads = "NASCLUSTER_THREADS";

    /// <summary>Environment variable with the device that the child trains on.</summary>
    public const string Device = "NASCLUSTER_DEVICE";

    /// <summary>How many messages that it waits a child may send one after the other.</summary>
    public const int MostWaits = 180;

    /// <summary>Exit code of a child that ran out of memory.</summary>
    public const int OutOfMemoryExit = 75;

    /// <summary>Exit code of a child whose device cannot be used: not the candidate's fault.</summary>
    public const int DeviceLostExit = 76;
}
