namespace NasCluster.Cli.Commands;

/// <summary>Where a command wrote.</summary>
internal sealed record FileOutput(string File);
