namespace NasCluster.Silo.Trainers;

/// <summary>A trainer that runs as a program of its own, and may end at any time.</summary>
internal interface ITrainerChild : ITrainerLink, IAsyncDisposable
{
    bool HasExited { get; }

    /// <summary>What it prints from now on goes to this file too, until another one is named.</summary>
    void LogTo(string path);

    /// <summary>How it ended.</summary>
    Task<ChildExit> WaitForExitAsync();
}
