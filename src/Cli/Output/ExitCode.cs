namespace NasCluster.Cli.Output;

internal static class ExitCode
{
    public const int Done = 0;

    /// <summary>The experiment failed.</summary>
    public const int ExperimentFailed = 1;
    public const int BadInput = 2;

    /// <summary>Wrong environment or version, or a failed self-check.</summary>
    public const int WrongEnvironment = 3;
    public const int NotFound = 4;

    /// <summary>Refused: access, conflict, wrong state.</summary>
    public const int Refused = 5;
    public const int ServiceAway = 6;
    public const int Unexpected = 70;
    public const int Interrupted = 130;
}
