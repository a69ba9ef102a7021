namespace NasCluster.Training;

/// <summary>Something that trains the network of a case; it has warmed up when it is made.</summary>
internal interface IContender : IDisposable
{
    string Name { get; }

    /// <summary>Takes so many steps, all of the loop around them included.</summary>
    Timed Run(int steps);
}
