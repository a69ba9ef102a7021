namespace NasCluster.Training;

/// <summary>Something that trains the network of a case; it has warmed up when it is made.</summary>
internal interface IContender : IDisposable
{
    string Name { get; }

    /// <summary>Takes so many steps.</summary>
    /// <returns>Milliseconds of one, all of the loop around it included.</returns>
    double Run(int steps);
}
