namespace NasCluster.Cli;

/// <summary>A command that cannot go on: the message for people and the exit code.</summary>
internal sealed class CommandException(int code, string message) : Exception(message)
{
    public int Code => code;
}
