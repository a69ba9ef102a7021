namespace NasCluster.Supernet;

/// <summary>Something a step of which is timed.</summary>
internal interface ITimedStep : IDisposable
{
    void Step();
}
