namespace NasCluster.Silo.Trainers;

/// <summary>A trainer that runs as a program of its own, and may end at any time.</summary>
internal interface ITrainerChild : ITrainerLink, IAsyncDisposable
{
    bool HasExited { get; }

    /// <summary>How it ended.</summary>
    Task<ChildExit> WaitForExitAsync();
}
