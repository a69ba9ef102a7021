namespace NasCluster.Dashboard.Live;

/// <summary>What can be done to an experiment.</summary>
public enum ExperimentVerb
{
    /// <summary>Starts nothing new; candidates at work go on to their end.</summary>
    Pause,
    Resume,

    /// <summary>Ends it for good.</summary>
    Cancel,
}
